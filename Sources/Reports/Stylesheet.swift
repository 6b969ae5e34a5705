/// The look of the report: one stylesheet for screen, phone and A4.
///
/// Deep blue for what is, orange for what must be; every pair of text and ground has a contrast of at
/// least 4.5, and every meaning that has a colour also has a shape or a word. Class names are Dutch,
/// as the report is.
enum Stylesheet {
  static let text = screen + phone + paper

  private static let screen = """
    :root{color-scheme:light;--inkt:#1b2733;--zacht:#4d5b69;--lijn:#d6dde5;--was:#f3f6f9;\
    --blauw:#0f3d6b;--oranje:#9a4a00}
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%}
    body{margin:0;background:#fff;color:var(--inkt);font:1rem/1.55 system-ui,-apple-system,\
    "Segoe UI",Roboto,"Helvetica Neue","Liberation Sans",Arial,sans-serif;\
    font-variant-numeric:tabular-nums lining-nums}
    .blad{max-width:64rem;margin:0 auto;padding:0 2rem 5rem}
    a{color:var(--blauw);text-underline-offset:.15em;text-decoration-thickness:1px}
    a:focus-visible,summary:focus-visible,.rol:focus-visible{outline:3px solid #b45f06;\
    outline-offset:2px}
    .sla{position:absolute;left:-999rem}
    .sla:focus{left:1rem;top:1rem;background:#fff;padding:.5rem 1rem;z-index:9}
    h1,h2,h3,h4{line-height:1.2;color:var(--blauw);font-weight:650;text-wrap:balance}
    h1{font-size:2.5rem;letter-spacing:-.015em;margin:.15rem 0 .3rem}
    h2{font-size:1.6rem;margin:4rem 0 1rem;padding-top:1.2rem;border-top:3px solid var(--blauw)}
    h3{font-size:1.2rem;margin:2.6rem 0 .5rem}
    h4{font-size:1rem;margin:1.4rem 0 .3rem}
    p,ul,ol,dl{margin:.5rem 0 1rem;max-width:44rem}
    .kop{padding-top:2.4rem}
    .merk{margin:0;color:var(--oranje);font-weight:600;font-size:.95rem}
    .feiten{margin:0 0 1.1rem;color:var(--zacht);font-size:.95rem;max-width:none}
    .kern{font-size:1.15rem;line-height:1.5;max-width:50rem;margin:0 0 1.4rem}
    .eerste h2{font-size:1.15rem;margin:1.6rem 0 .5rem;padding:0;border:0}
    table{border-collapse:collapse;width:100%;font-size:.92rem;line-height:1.35}
    caption{text-align:left;padding:0 0 .6rem;color:var(--zacht)}
    caption strong{display:block;color:var(--inkt);font-size:1.02rem}
    th,td{padding:.42rem .7rem;text-align:left;vertical-align:top;font-weight:400;\
    border-bottom:1px solid var(--lijn)}
    thead th{font-weight:600;color:var(--zacht);font-size:.85rem;vertical-align:bottom;\
    border-bottom:1.5px solid var(--blauw)}
    th:first-child,td:first-child{padding-left:0}
    .getal{text-align:right;white-space:nowrap}
    .totaal>*{font-weight:650;border-top:1.5px solid var(--blauw);border-bottom-width:1.5px}
    .rol{overflow-x:auto;margin:1.6rem 0 .3rem}
    .bron,.voet{font-size:.83rem;color:var(--zacht);margin:.35rem 0 0;max-width:none}
    .bron{margin-bottom:2rem}
    .doelen thead th:first-child{width:34%}
    .doelen tbody th{font-weight:650}
    .doelen tbody th a{color:inherit;text-decoration-color:#8593a1}
    .doelen tbody tr:first-child>*{border-bottom:0;padding-bottom:.1rem;padding-top:.6rem}
    .doelen .zin td{color:var(--zacht);padding-top:0;padding-bottom:.6rem;padding-left:0}
    .doelen small{display:block;color:var(--zacht);font-size:.83rem;white-space:nowrap}
    .oordeel{display:inline-flex;align-items:center;gap:.4em;white-space:nowrap;font-weight:600;\
    font-size:.88rem;line-height:1.2;padding:.2em .65em .2em .5em;border:1.5px solid currentColor;\
    border-radius:3px}
    .oordeel svg{flex:none;width:.95em;height:.95em}
    .o-gehaald{background:#0f3d6b;color:#fff;border-color:#0f3d6b}
    .o-niet-gehaald{background:#7a1f1f;color:#fff;border-color:#7a1f1f}
    .o-op-koers{background:#e3eef8;color:#0f3d6b}
    .o-risico{background:#fdf0df;color:#8a4200}
    .o-buiten-bereik{background:#fff;color:#7a1f1f}
    .o-niet-te-zeggen{background:#fff;color:#414e5b;border-style:dashed}
    .o-gemonitord{background:#f3f6f9;color:#414e5b;border-color:#f3f6f9}
    figure{margin:1.8rem 0}
    figcaption{margin-bottom:.5rem;max-width:50rem;color:var(--zacht);font-size:.92rem}
    figcaption strong{display:block;color:var(--inkt);font-size:1.02rem}
    .waaier{display:block;width:100%;height:auto}
    .smal{display:none}
    .strook{max-width:33rem;margin:1rem 0 .4rem}
    details{margin:.6rem 0 1.2rem;font-size:.92rem}
    summary{cursor:pointer;color:var(--blauw);padding:.25rem 0;font-weight:600;\
    font-size:.88rem}
    details .rol{margin-top:.4rem}
    blockquote{margin:.6rem 0;padding:.1rem 0 .1rem 1rem;border-left:3px solid var(--oranje);\
    max-width:44rem}
    blockquote p{margin:0;font-style:italic}
    blockquote footer{color:var(--zacht);font-size:.88rem}
    .doel{margin:2.8rem 0;padding-top:1.4rem;border-top:1px solid var(--lijn)}
    .doelkop{display:flex;flex-wrap:wrap;align-items:center;gap:.3rem 1rem;margin-bottom:.7rem}
    .doelkop h3{margin:0}
    .uitspraak{font-size:1.08rem}
    .maten{display:grid;grid-template-columns:repeat(auto-fit,minmax(11.5rem,1fr));gap:0 1.6rem;\
    max-width:none;margin:1.1rem 0}
    .maten div{border-top:1px solid var(--lijn);padding:.5rem 0 .7rem}
    .maten dt{font-size:.83rem;color:var(--zacht);line-height:1.3}
    .maten dd{margin:.1rem 0 0;font-size:1.12rem;font-weight:600;line-height:1.3}
    .maten dd small{display:block;font-weight:400;font-size:.83rem;color:var(--zacht)}
    .begrip dt{font-weight:650;margin-top:1.1rem}
    .begrip dd{margin:.1rem 0 0}
    .inhoud ol{columns:2;column-gap:3rem;max-width:none;padding-left:1.4rem}
    .inhoud li{break-inside:avoid;padding:.12rem 0}
    .leeg{color:var(--zacht)}
    code{font-family:ui-monospace,"SF Mono",Consolas,"Liberation Mono",monospace;font-size:.88em;\
    overflow-wrap:anywhere}
    .slot{margin-top:2.5rem;padding-top:1rem;border-top:1px solid var(--lijn);color:var(--zacht);\
    font-size:.83rem}

    """

  private static let phone = """
    @media screen and (max-width:40rem){
    .blad{padding:0 1.1rem 3rem}
    h1{font-size:1.85rem}
    .kop{padding-top:1.4rem}
    .kern{font-size:1.06rem}
    .inhoud ol{columns:1}
    .breed{display:none}.smal{display:block}
    .doelen,.doelen tbody{display:block}
    .doelen thead{position:absolute;left:-999rem}
    .doelen caption{display:block}
    .doelen tbody{padding:.9rem 0;border-top:1px solid var(--lijn)}
    .doelen tr{display:grid;grid-template-columns:1fr 1fr;gap:.45rem 1rem}
    .doelen th,.doelen td{display:block;padding:0!important;border:0;text-align:left}
    .doelen th,.doelen .o,.doelen .zin td{grid-column:1/-1}
    .doelen th{font-size:1.05rem}
    .doelen td[data-kop]::before{content:attr(data-kop);display:block;color:var(--zacht);\
    font-size:.83rem}
    .doelen .zin{margin-top:.5rem}
    .doelen small{white-space:normal}
    .maten{grid-template-columns:1fr 1fr;gap:0 1rem}
    .rol caption{max-width:calc(100vw - 2.4rem)}
    }

    """

  private static let paper = """
    @page{size:A4;margin:13mm 14mm 14mm;@bottom-right{content:counter(page);font:8pt sans-serif;\
    color:#4d5b69}}
    @media print{
    html{font-size:9.4pt}
    body{line-height:1.4;-webkit-print-color-adjust:exact;print-color-adjust:exact}
    .blad{max-width:none;padding:0}
    .sla,.rol:focus{display:none}
    a{color:inherit;text-decoration:none}
    h1{font-size:21pt;margin:0 0 1mm}
    h2{font-size:15pt;margin:9mm 0 3mm;padding-top:3mm;border-top-width:2pt}
    h2+.doel{border:0;padding:0;margin-top:0}
    h3{font-size:11.5pt}
    h2,h3,h4,figcaption,caption{break-after:avoid}
    .kop{padding-top:0}.merk,.feiten{font-size:8.6pt}.feiten{margin-bottom:2mm}
    .kern{font-size:10.2pt;line-height:1.4;margin-bottom:2mm;max-width:none}
    .eerste{break-after:page}
    .eerste h2{font-size:10.5pt;margin:3mm 0 1mm}
    .eerste figure{margin:3mm 0 0}
    .eerste details{display:none}
    .eerste .waaier{max-height:58mm;margin:0 auto 0 0}
    .eerste table{font-size:8.5pt;line-height:1.26}
    .eerste thead th{padding-bottom:1mm}.eerste caption{padding-bottom:.5mm}
    .doelen tbody tr:first-child>*{padding-top:1mm}.doelen .zin td{padding-bottom:1mm}
    .doelen small{font-size:7.6pt}
    .oordeel{font-size:8pt;padding:.1em .5em .1em .4em}
    figcaption{font-size:8.6pt;margin-bottom:1.5mm;max-width:none}
    table{font-size:8.4pt}.rol tbody th:not(.getal){min-width:30mm}
    tbody.g,tr,figure,.maten div,blockquote,li{break-inside:avoid}
    thead{display:table-header-group}
    .rol{overflow:visible;margin-top:4mm}
    .doel{margin:6mm 0;padding-top:4mm}
    .smal{display:none}.breed{display:block}
    details:not([open]){display:none}
    .inhoud h2{margin-top:0}
    .kort{break-inside:avoid}.doel h3,.uitspraak{break-after:avoid}
    .strook{max-width:105mm;margin:2mm 0 1mm}
    .doel p,.doel ul,blockquote{max-width:none;margin-top:1mm;margin-bottom:1.5mm}
    .doel h4{margin:2mm 0 0}.uitspraak{font-size:10pt}
    .maten{grid-template-columns:repeat(5,1fr);gap:0 5mm;margin:2mm 0}
    .maten dd{font-size:10pt}.maten div{padding:1mm 0 1.5mm}.maten dt,.maten dd small{font-size:7.6pt}
    }

    """
}
