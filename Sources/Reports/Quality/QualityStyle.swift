/// What the data-quality report adds to ``Stylesheet``.
enum QualityStyle {
  static let text = """
    .n-fout{background:#7a1f1f;color:#fff;border-color:#7a1f1f}
    .n-ernstig{background:#fff;color:#7a1f1f}
    .n-waarschuwing{background:#fdf0df;color:#8a4200}
    .n-opmerking{background:#f3f6f9;color:#414e5b;border-color:#f3f6f9}
    .niveau h3{display:inline-flex;align-items:center;gap:.6rem;margin:1.6rem 0 .4rem}
    .niveau summary h3{margin:.6rem 0}
    .tel{font-size:1.02rem}
    .vondsten{list-style:none;padding:0;margin:0;max-width:none}
    .vondsten>li{display:grid;grid-template:auto auto auto 1fr/minmax(0,1fr) 17rem;gap:.1rem 2rem;\
    padding:.7rem 0 .8rem;border-top:1px solid var(--lijn)}
    .vondsten p{margin:0;max-width:none}
    .wat{grid-column:1;font-weight:600}
    .vondsten .ook{max-width:none}
    .waar{grid-column:1;font-size:.9rem;color:var(--zacht)}
    .remedie{grid-column:2;grid-row:1/span 4;align-self:start;font-size:.92rem;padding-left:.8rem;\
    border-left:3px solid var(--oranje)}
    .regel{grid-column:1;font-size:.83rem}
    .bestand{overflow-wrap:anywhere}
    .waar q{color:var(--inkt)}
    .bestanden small,.regels small{display:block;color:var(--zacht);font-size:.83rem}
    .bestanden tbody th{width:24%}.regels tbody th{width:22%;overflow-wrap:anywhere}
    .regels code{white-space:normal}.ook{grid-column:1;margin:.15rem 0;padding-left:1.1rem;font-size:.92rem}
    .bestanden .stil td{border-top:0;padding-top:0;font-size:.92rem}
    .bestanden tr:has(+.stil)>*{border-bottom:0}
    .stil span{display:inline-block;position:sticky;left:0;max-width:min(60rem,calc(100vw - 3rem))}.ook small{color:var(--zacht)}
    .regels tr:target{background:#fdf0df}
    @media screen and (max-width:40rem){
    .vondsten>li{grid-template:none/1fr}
    .ook{grid-row:auto}
    .remedie,.waar,.wat,.regel{grid-column:1;grid-row:auto}
    .remedie{margin:.4rem 0!important}
    }
    @media print{
    .vondsten>li{grid-template:auto auto auto 1fr/minmax(0,1fr) 55mm;gap:.5mm 6mm;padding:2mm 0;break-inside:auto}
    .niveau h3{display:flex;break-after:avoid;margin:3mm 0 1mm}
    .vondsten>li:first-child,.waar,.ook,.ook li:first-child,.stil{break-before:avoid}.regels .nul{display:none}
    summary{break-after:avoid}
    .rol .bestanden tbody th,.rol .regels tbody th{min-width:38mm}
    .maten{grid-template-columns:repeat(4,1fr)!important}
    details.niveau:not([open]){display:block}
    details.niveau::details-content{content-visibility:visible;display:block}
    }

    """
}
