#!/usr/bin/env python3
"""Makes Sources/Crosswalks/Tables/{gemeenten,herindelingen,gebieden,arbeidsmarktregios}.csv.

    python3 gemeenten.py FOLDER_WITH_DUO_FILES FOLDER_OF_TABLES

Facts come from four places; nothing is filled in that none of them says:

  DUO-adressen 2020-21   alle-vestigingen-vo.csv, alle-vestigingen-bo.csv: code, provincie, RMC, COROP
                         and RPA of all 355 gemeenten of 2019-2020. Derived facts, no copied rows.
  DUO-eindscores 2018    gemiddelde-eindscores-bo-sbo-2018-2019.csv (1 October 2018): code, name in small
                         letters, provincie of the 380 gemeenten of 2018.
  LO-tabel 33            Landelijke Tabel 33 Gemeenten (RvIG), edition 2019, as kept in the public repository
                         gemeenteshertogenbosch/landelijketabellencatalogus: code, name, new code, end date.
                         It names one successor only; the other parts of a split come from the sources
                         in HERINDELINGEN.
  UWV 2015 / VNG 2020    Besluit werkgebieden UWV 2015, bijlage 3 (Stcrt., BWBR0036164), and VNG's command
                         eva:assign-regions (package vng/eva-core), the division of 2020.

A gemeente that ended lies in the RMC, COROP and RPA region of its successors when these are all in one region
(division of 2020); otherwise the cell stays empty. The same holds for the arbeidsmarktregio of a gemeente that
neither UWV nor VNG lists.
"""
import collections
import csv
import sys
import unicodedata

DUO, TABLES = sys.argv[1], sys.argv[2]


def read(name):
    with open(f"{DUO}/{name}", encoding="cp1252", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def fold(name):
    text = unicodedata.normalize("NFD", name.lower())
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = "".join(c if c.isalnum() else " " if c in " -/" else "" for c in text)
    return " ".join(text.split())


CBS2019 = "CBS 2018-12 (blikopnieuws.nl 269778)"
CBS2021 = "CBS/ANP 2021-01 (zeelandnet.nl)"
CBS2022 = "CBS 2021-12 (blikopnieuws.nl 291735)"
CBS2023 = "CBS 2022-12 (blikopnieuws.nl 296914)"
LITTENS = "Stb. 2017, 104 (metatopos.eu)"
MAASDONK = "Stb. 2014, 187 (metatopos.eu)"
LO33 = "LO-tabel 33"
CODES = "CBS-regiosleutel in openbare hercoderingen (VWS corona-dashboard)"

# end date; old code; old name; new codes (all of them); source of the move.
ENDED = f"""
2015-01-01;0265;Millingen aan de Rijn;0241;{LO33}
2015-01-01;0282;Ubbergen;0241;{LO33}
2015-01-01;0365;Graft-De Rijp;0361;{LO33}
2015-01-01;0458;Schermer;0361;{LO33}
2015-01-01;0491;Bergambacht;1931;{LO33}
2015-01-01;0608;Schoonhoven;1931;{LO33}
2015-01-01;0623;Vlist;1931;{LO33}
2015-01-01;0643;Nederlek;1931;{LO33}
2015-01-01;0644;Ouderkerk;1931;{LO33}
2015-01-01;0568;Bernisse;1930;{LO33}
2015-01-01;0612;Spijkenisse;1930;{LO33}
2015-01-01;1671;Maasdonk;0796 0828;{MAASDONK}
2015-07-01;1921;De Friese Meren;1940;{LO33}
2016-01-01;0241;Groesbeek;1945;{LO33}
2016-01-01;0381;Bussum;1942;{LO33}
2016-01-01;0424;Muiden;1942;{LO33}
2016-01-01;0425;Naarden;1942;{LO33}
2016-01-01;0478;Zeevang;0385;{LO33}
2017-01-01;0844;Schijndel;1948;{LO33}
2017-01-01;0846;Sint-Oedenrode;1948;{LO33}
2017-01-01;0860;Veghel;1948;{LO33}
2018-01-01;0007;Bellingwedde;1950;{LO33}
2018-01-01;0048;Vlagtwedde;1950;{LO33}
2018-01-01;0018;Hoogezand-Sappemeer;1952;{LO33}
2018-01-01;0040;Slochteren;1952;{LO33}
2018-01-01;1987;Menterwolde;1952;{LO33}
2018-01-01;0063;het Bildt;1949;{LO33}
2018-01-01;0070;Franekeradeel;1949;{LO33}
2018-01-01;1908;Menameradiel;1949;{LO33}
2018-01-01;0081;Leeuwarderadeel;0080;{LO33}
2018-01-01;0140;Littenseradiel;0080 1900 1949;{LITTENS}
2018-01-01;0196;Rijnwaarden;0299;{LO33}
2019-01-01;0005;Bedum;1966;{LO33}
2019-01-01;1651;Eemsmond;1966;{LO33}
2019-01-01;1663;De Marne;1966;{LO33}
2019-01-01;0053;Winsum;1966 1969;{CBS2019}
2019-01-01;0015;Grootegast;1969;{LO33}
2019-01-01;0022;Leek;1969;{LO33}
2019-01-01;0025;Marum;1969;{LO33}
2019-01-01;0056;Zuidhorn;1969;{LO33}
2019-01-01;0009;Ten Boer;0014;{LO33}
2019-01-01;0017;Haren;0014;{LO33}
2019-01-01;0058;Dongeradeel;1970;{LO33}
2019-01-01;0079;Kollumerland en Nieuwkruisland;1970;{LO33}
2019-01-01;1722;Ferwerderadiel;1970;{LO33}
2019-01-01;0236;Geldermalsen;1960;{LO33}
2019-01-01;0304;Neerijnen;1960;{LO33}
2019-01-01;0733;Lingewaal;1960;{LO33}
2019-01-01;0393;Haarlemmerliede en Spaarnwoude;0394;{LO33}
2019-01-01;0545;Leerdam;1961;{LO33}
2019-01-01;0620;Vianen;1961;{LO33}
2019-01-01;0707;Zederik;1961;{LO33}
2019-01-01;0576;Noordwijkerhout;0575;{LO33}
2019-01-01;0584;Oud-Beijerland;1963;{LO33}
2019-01-01;0585;Binnenmaas;1963;{LO33}
2019-01-01;0588;Korendijk;1963;{LO33}
2019-01-01;0611;Cromstrijen;1963;{LO33}
2019-01-01;0617;Strijen;1963;{LO33}
2019-01-01;0689;Giessenlanden;1978;{LO33}
2019-01-01;1927;Molenwaard;1978;{LO33}
2019-01-01;0738;Aalburg;1959;{LO33}
2019-01-01;0870;Werkendam;1959;{LO33}
2019-01-01;0874;Woudrichem;1959;{LO33}
2019-01-01;0881;Onderbanken;1954;{LO33}
2019-01-01;0951;Nuth;1954;{LO33}
2019-01-01;0962;Schinnen;1954;{LO33}
2021-01-01;0003;Appingedam;1979;{CBS2021}
2021-01-01;0010;Delfzijl;1979;{CBS2021}
2021-01-01;0024;Loppersum;1979;{CBS2021}
2021-01-01;0788;Haaren;0757 0824 0855 0865;{CBS2021}
2022-01-01;0370;Beemster;0439;{CBS2022}
2022-01-01;0398;Heerhugowaard;1980;{CBS2022}
2022-01-01;0416;Langedijk;1980;{CBS2022}
2022-01-01;1685;Landerd;1991;{CBS2022}
2022-01-01;0856;Uden;1991;{CBS2022}
2022-01-01;0756;Boxmeer;1982;{CBS2022}
2022-01-01;0786;Grave;1982;{CBS2022}
2022-01-01;0815;Mill en Sint Hubert;1982;{CBS2022}
2022-01-01;1684;Cuijk;1982;{CBS2022}
2022-01-01;1702;Sint Anthonis;1982;{CBS2022}
2022-03-24;0457;Weesp;0363;{CBS2023}
2023-01-01;0501;Brielle;1992;{CBS2023}
2023-01-01;0530;Hellevoetsluis;1992;{CBS2023}
2023-01-01;0614;Westvoorne;1992;{CBS2023}
"""

# Gemeenten that began on or after 1 January 2014: code; name; first day. The codes of 2021 and later were
# read in public files that recode CBS's regional keys (GM1979 ... GM1992), among them the table
# RECLASSIFIED_MUNICIPALITY_MAPPING of the corona dashboard of VWS.
BEGAN = """
1921;De Friese Meren;2014-01-01
1930;Nissewaard;2015-01-01
1931;Krimpenerwaard;2015-01-01
1940;De Fryske Marren;2015-07-01
1942;Gooise Meren;2016-01-01
1945;Berg en Dal;2016-01-01
1948;Meierijstad;2017-01-01
1949;Waadhoeke;2018-01-01
1950;Westerwolde;2018-01-01
1952;Midden-Groningen;2018-01-01
1954;Beekdaelen;2019-01-01
1959;Altena;2019-01-01
1960;West Betuwe;2019-01-01
1961;Vijfheerenlanden;2019-01-01
1963;Hoeksche Waard;2019-01-01
1966;Het Hogeland;2019-01-01
1969;Westerkwartier;2019-01-01
1970;Noardeast-Fryslân;2019-01-01
1978;Molenlanden;2019-01-01
1979;Eemsdelta;2021-01-01
1980;Dijk en Waard;2022-01-01
1982;Land van Cuijk;2022-01-01
1991;Maashorst;2022-01-01
1992;Voorne aan Zee;2023-01-01
"""

# Names as other files write them, where folding capitals, accents and points does not make them equal.
ALSO = {
    "0164": ["Hengelo (O)", "Hengelo (O.)"], "0373": ["Bergen (NH)", "Bergen (NH.)"],
    "0893": ["Bergen (L)", "Bergen (L.)", "Bergen LB"], "0518": ["Den Haag"], "0796": ["Den Bosch"],
    "0820": ["Nuenen CA"],
}

# CBS code; name; other spellings; gemeenten of 2020 (VNG's list). The name is DUO's in its mbo-prognose as
# far as it is known (Amersfoort, Flevoland, FoodValley, Gooi en Vechtstreek), else UWV's of 2015 or VNG's.
REGIONS = """
AM01;Groningen;;Aa en Hunze, Appingedam, Assen, Delfzijl, Het Hogeland, Groningen, Loppersum, Midden-Groningen, Noordenveld, Oldambt, Pekela, Stadskanaal, Tynaarlo, Veendam, Westerkwartier, Westerwolde
AM02;Friesland;Fryslân;Achtkarspelen, Ameland, Dantumadiel, De Fryske Marren, Harlingen, Heerenveen, Leeuwarden, Noardeast-Fryslân, Ooststellingwerf, Opsterland, Schiermonnikoog, Smallingerland, Súdwest-Fryslân, Terschelling, Tytsjerksteradiel, Vlieland, Waadhoeke, Weststellingwerf
AM15;Noord-Holland Noord;Noord-Holland (Noord);Alkmaar, Bergen (NH), Castricum, Den Helder, Drechterland, Enkhuizen, Heerhugowaard, Heiloo, Hollands Kroon, Hoorn, Koggenland, Langedijk, Medemblik, Opmeer, Schagen, Stede Broec, Texel, Uitgeest
AM03;Drenthe;;Borger-Odoorn, Coevorden, De Wolden, Emmen, Hoogeveen, Midden-Drenthe
AM36;Zwolle;IJsselvechtstreek|Regio Zwolle;Dalfsen, Hardenberg, Hattem, Kampen, Meppel, Oldebroek, Ommen, Raalte, Staphorst, Steenwijkerland, Westerveld, Zwartewaterland, Zwolle
AM11;Flevoland;;Almere, Dronten, Lelystad, Noordoostpolder, Urk
AM17;Zaanstreek/Waterland;Zaanstreek / Waterland;Beemster, Edam-Volendam, Landsmeer, Oostzaan, Purmerend, Waterland, Wormerland, Zaanstad
AM37;Zuid-Kennemerland en IJmond;Zuid-Kennemerland;Beverwijk, Bloemendaal, Haarlem, Heemskerk, Heemstede, Velsen, Zandvoort
AM05;Twente;;Almelo, Borne, Dinkelland, Enschede, Haaksbergen, Hellendoorn, Hengelo (O), Hof van Twente, Losser, Oldenzaal, Rijssen-Holten, Tubbergen, Twenterand, Wierden
AM18;Groot Amsterdam;;Aalsmeer, Amstelveen, Amsterdam, De Ronde Venen, Diemen, Haarlemmermeer, Ouder-Amstel, Uithoorn
AM06;Stedendriehoek en Noordwest Veluwe;;Apeldoorn, Brummen, Deventer, Elburg, Epe, Ermelo, Harderwijk, Heerde, Lochem, Nunspeet, Olst-Wijhe, Putten, Voorst, Zeewolde, Zutphen
AM12;Gooi en Vechtstreek;Gooi- en Vechtstreek;Blaricum, Eemnes, Gooise Meren, Hilversum, Huizen, Laren, Weesp, Wijdemeren
AM19;Holland Rijnland;;Alphen aan den Rijn, Hillegom, Kaag en Braassem, Katwijk, Leiden, Leiderdorp, Lisse, Nieuwkoop, Noordwijk, Oegstgeest, Teylingen, Zoeterwoude
AM13;Midden-Utrecht;;Bunnik, De Bilt, Houten, IJsselstein, Lopik, Montfoort, Nieuwegein, Oudewater, Stichtse Vecht, Utrecht, Utrechtse Heuvelrug, Wijk bij Duurstede, Woerden, Zeist
AM14;Amersfoort;;Amersfoort, Baarn, Bunschoten, Leusden, Nijkerk, Soest, Woudenberg
AM38;FoodValley;Food Valley;Barneveld, Ede, Renswoude, Rhenen, Scherpenzeel, Veenendaal, Wageningen
AM09;Achterhoek;;Aalten, Berkelland, Bronckhorst, Doetinchem, Montferland, Oost Gelre, Oude IJsselstreek, Winterswijk
AM34;Zuid-Holland Centraal;;Lansingerland, Leidschendam-Voorburg, Pijnacker-Nootdorp, Voorschoten, Wassenaar, Zoetermeer
AM20;Midden-Holland;;Bodegraven-Reeuwijk, Gouda, Krimpenerwaard, Waddinxveen
AM21;Haaglanden;;Delft, 's-Gravenhage, Midden-Delfland, Rijswijk, Westland
AM07;Midden-Gelderland;;Arnhem, Doesburg, Duiven, Lingewaard, Overbetuwe, Renkum, Rheden, Rozendaal, Westervoort, Zevenaar
AM22;Rijnmond;;Albrandswaard, Barendrecht, Brielle, Capelle aan den IJssel, Goeree-Overflakkee, Hellevoetsluis, Hoeksche Waard, Krimpen aan den IJssel, Maassluis, Nissewaard, Ridderkerk, Rotterdam, Schiedam, Vlaardingen, Westvoorne, Zuidplas
AM10;Rivierenland;;Buren, Culemborg, Maasdriel, Neder-Betuwe, Tiel, West Betuwe, West Maas en Waal, Zaltbommel
AM35;Gorinchem;;Gorinchem, Hardinxveld-Giessendam, Molenlanden
AM08;Rijk van Nijmegen;;Berg en Dal, Beuningen, Druten, Heumen, Mook en Middelaar, Nijmegen, Wijchen
AM23;Drechtsteden;;Alblasserdam, Dordrecht, Hendrik-Ido-Ambacht, Papendrecht, Sliedrecht, Zwijndrecht
AM27;Noordoost-Brabant;Noordoost Brabant;Bernheze, Boekel, Boxmeer, Boxtel, Cuijk, Grave, Haaren, 's-Hertogenbosch, Landerd, Meierijstad, Mill en Sint Hubert, Oss, Sint Anthonis, Sint-Michielsgestel, Uden, Vught
AM25;West-Brabant;;Altena, Bergen op Zoom, Breda, Drimmelen, Etten-Leur, Geertruidenberg, Halderberge, Moerdijk, Oosterhout, Roosendaal, Rucphen, Steenbergen, Woensdrecht, Zundert
AM24;Zeeland;;Borsele, Goes, Hulst, Kapelle, Middelburg, Noord-Beveland, Reimerswaal, Schouwen-Duiveland, Sluis, Terneuzen, Tholen, Veere, Vlissingen
AM26;Midden-Brabant;;Alphen-Chaam, Baarle-Nassau, Dongen, Gilze en Rijen, Goirle, Heusden, Hilvarenbeek, Loon op Zand, Oisterwijk, Tilburg, Waalwijk
AM29;Noord-Limburg;;Beesel, Bergen (L), Gennep, Horst aan de Maas, Peel en Maas, Venlo, Venray
AM32;Helmond-De Peel;;Asten, Deurne, Geldrop-Mierlo, Gemert-Bakel, Helmond, Laarbeek, Someren
AM28;Zuidoost-Brabant;Zuidoost Brabant;Bergeijk, Best, Bladel, Eersel, Eindhoven, Heeze-Leende, Nuenen, Oirschot, Reusel-De Mierden, Son en Breugel, Valkenswaard, Veldhoven, Waalre
AM33;Midden-Limburg;;Cranendonck, Echt-Susteren, Leudal, Maasgouw, Nederweert, Roerdalen, Roermond, Weert
AM30;Zuid-Limburg;;Beek, Beekdaelen, Brunssum, Eijsden-Margraten, Gulpen-Wittem, Heerlen, Kerkrade, Landgraaf, Maastricht, Meerssen, Simpelveld, Sittard-Geleen, Stein, Vaals, Valkenburg aan de Geul, Voerendaal
"""

# UWV 2015, bijlage 3: gemeenten that ended before VNG's list was made.
UWV2015 = {
    "Groningen": "Bedum, Bellingwedde, De Marne, Eemsmond, Grootegast, Haren, Hoogezand-Sappemeer, Leek, Marum, "
                 "Menterwolde, Slochteren, Ten Boer, Vlagtwedde, Winsum, Zuidhorn",
    "Friesland": "De Friese Meren, Dongeradeel, Ferwerderadiel, Franekeradeel, Het Bildt, "
                 "Kollumerland en Nieuwkruisland, Leeuwarderadeel, Littenseradiel, Menameradiel",
    "Zaanstreek/Waterland": "Zeevang",
    "Zuid-Kennemerland en IJmond": "Haarlemmerliede en Spaarnwoude",
    "Gooi en Vechtstreek": "Bussum, Muiden, Naarden",
    "Holland Rijnland": "Noordwijkerhout",
    "Midden-Utrecht": "Vianen",
    "Midden-Holland": "Bergambacht, Nederlek, Ouderkerk, Schoonhoven, Vlist",
    "Midden-Gelderland": "Rijnwaarden",
    "Rijnmond": "Binnenmaas, Cromstrijen, Korendijk, Oud-Beijerland, Strijen",
    "Rivierenland": "Geldermalsen, Neerijnen",
    "Gorinchem": "Giessenlanden, Leerdam, Lingewaal, Molenwaard, Zederik",
    "Rijk van Nijmegen": "Groesbeek",
    "Noordoost-Brabant": "Schijndel, Sint-Oedenrode, Veghel",
    "West-Brabant": "Aalburg, Werkendam, Woudrichem",
    "Zuid-Limburg": "Nuth, Onderbanken, Schinnen",
}


def lines(text):
    return [line.split(";") for line in text.strip().split("\n")]


addresses = collections.defaultdict(collections.Counter)
areas = {"rmc": {}, "corop": {}, "rpa": {}}
COLUMNS = {"rmc": "RMC-REGIO", "corop": "COROPGEBIED", "rpa": "RPA-GEBIED"}
for row in read("alle-vestigingen-vo.csv") + read("alle-vestigingen-bo.csv"):
    key = tuple(row[COLUMNS[kind] + " CODE"] for kind in COLUMNS)
    addresses[row["GEMEENTENUMMER"]][(row["GEMEENTENAAM"], row["PROVINCIE"], *key)] += 1
    for kind, column in COLUMNS.items():
        known = areas[kind].setdefault(row[column + " CODE"], row[column + " NAAM"])
        assert known == row[column + " NAAM"]
assert len(addresses) == 355 and all(len(found) == 1 for found in addresses.values())

scores = {}
for row in read("gemiddelde-eindscores-bo-sbo-2018-2019.csv"):
    # Bytes of windows-1252 that went through code page 850 on the way: S·dwest-FryslÔn.
    name = row["GEMEENTENAAM"].encode("cp850").decode("cp1252")
    scores[row["GEMEENTENUMMER"].strip().zfill(4)] = (name, row["PROVINCIE"])
assert len(scores) == 380

gemeenten = {}
for code, found in addresses.items():
    (name, province, rmc, corop, rpa), = found
    gemeenten[code] = dict(
        code=code, naam=scores.get(code, (name,))[0], ook=[name], provincie=province, rmc=rmc, corop=corop, rpa=rpa,
        arbeidsmarktregio="", van="", tot="", bron=["DUO-adressen 2020-21"])
for code, name, start in lines(BEGAN):
    source = LO33 if start < "2021" else CODES
    entry = gemeenten.setdefault(code, dict(
        code=code, ook=[], provincie="", rmc="", corop="", rpa="", arbeidsmarktregio="", tot="", bron=[]))
    entry.update(naam=name, van=start)
    entry["bron"].append(f"code {source}")
for end, code, name, new, source in lines(ENDED):
    entry = gemeenten.setdefault(code, dict(
        code=code, ook=[], provincie="", rmc="", corop="", rpa="", arbeidsmarktregio="", van="", bron=[]))
    entry.update(naam=scores.get(code, (name,))[0], tot=end)
    entry["ook"].append(name)
    entry["bron"].append(source)

# New gemeenten: in the region of all their predecessors. Ended ones: in the region of all their successors.
after = {code: new.split() for _, code, _, new, _ in lines(ENDED)}
before = collections.defaultdict(list)
for code, new in after.items():
    for one in new:
        before[one].append(code)
by_name = {fold(name): code for code, entry in gemeenten.items() for name in [entry["naam"], *entry["ook"]]}
for code, also in ALSO.items():
    gemeenten[code]["ook"] += also
    by_name.update({fold(name): code for name in also})
by_name["nuenen"] = "0820"

for code, (name, province) in scores.items():
    gemeenten[code]["provincie"] = province
for code in sorted(gemeenten):
    if not gemeenten[code]["provincie"]:
        near = {gemeenten[other]["provincie"] for other in after.get(code, before[code])}
        assert len(near) == 1, (code, near)
        gemeenten[code]["provincie"], = near

regions = lines(REGIONS)
for code, name, _, members in regions:
    for member in members.split(", "):
        entry = gemeenten[by_name[fold(member)]]
        assert not entry["arbeidsmarktregio"], member
        entry["arbeidsmarktregio"] = name
        entry["bron"].append("arbeidsmarktregio VNG 2020")
for name, members in UWV2015.items():
    for member in members.split(", "):
        entry = gemeenten[by_name[fold(member)]]
        assert not entry["arbeidsmarktregio"], member
        entry["arbeidsmarktregio"] = name
        entry["bron"].append("arbeidsmarktregio UWV 2015")
gemeenten["1961"]["arbeidsmarktregio"] = "Gorinchem"
gemeenten["1961"]["bron"].append("arbeidsmarktregio hetkontakt.nl 229580 (2020-07)")

# Twice, for chains of two (Millingen aan de Rijn, Groesbeek, Berg en Dal).
for _ in range(2):
    for kind in ("rmc", "corop", "rpa", "arbeidsmarktregio"):
        for code in sorted(gemeenten):
            if gemeenten[code][kind]:
                continue
            # A part that goes to an old neighbour says nothing of that neighbour, hence: all or none.
            others = after.get(code) or before[code]
            near = {gemeenten[other][kind] for other in others}
            if len(near) == 1 and "" not in near:
                gemeenten[code][kind], = near
                word = "opvolger" if code in after else "voorgangers"
                gemeenten[code]["bron"].append(f"{kind} van {word}")


def write(name, header, rows):
    with open(f"{TABLES}/{name}", "w", encoding="utf-8", newline="\n") as file:
        out = csv.writer(file, delimiter=";", lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)


def also(entry):
    seen, kept = {fold(entry["naam"])}, []
    for name in entry["ook"]:
        if fold(name) not in seen:
            seen.add(fold(name))
            kept.append(name)
    return "|".join(kept)


write(
    "gemeenten.csv",
    ["code", "naam", "ook", "provincie", "rmc", "corop", "rpa", "arbeidsmarktregio", "van", "tot", "bron"],
    [[e["code"], e["naam"], also(e), e["provincie"], e["rmc"], e["corop"], e["rpa"], e["arbeidsmarktregio"], e["van"],
      e["tot"], ", ".join(dict.fromkeys(e["bron"]))] for _, e in sorted(gemeenten.items())])
write(
    "herindelingen.csv", ["van", "naar", "datum", "bron"],
    [[code, one, end, source] for end, code, _, new, source in lines(ENDED) for one in new.split()])
write(
    "gebieden.csv", ["soort", "code", "naam", "bron"],
    [[kind, code, name, "DUO-adressen 2020-21"] for kind in areas for code, name in sorted(areas[kind].items())])
write(
    "arbeidsmarktregios.csv", ["code", "naam", "ook", "bron"],
    [[code, name, other, "UWV 2015 bijlage 3, VNG eva-core 2020 (code)"] for code, name, other, _ in sorted(regions)])

empty = {k: sum(1 for e in gemeenten.values() if not e[k]) for k in ("rmc", "corop", "rpa", "arbeidsmarktregio")}
print(len(gemeenten), "gemeenten; empty:", empty)
print([(e["code"], e["naam"], e["tot"]) for e in gemeenten.values() if not e["arbeidsmarktregio"]])
print([(e["code"], e["naam"], e["tot"]) for e in gemeenten.values() if not e["rmc"]])
