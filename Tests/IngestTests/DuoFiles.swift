import Ingest
import Records

/// Small files in DUO's other layouts, with headers and rows as ../shared/data/README.md prints them.
enum DuoFiles {
  static let geslaagdenHeader =
    "BRIN NUMMER;VESTIGINGSNUMMER;INSTELLINGSNAAM VESTIGING;GEMEENTENAAM VESTIGING;"
    + "PROVINCIE VESTIGING;ONDERWIJSTYPE VO;LEERWEG VMBO;VMBO SECTOR;AFDELING;EXAMENKANDIDATEN;"
    + "GESLAAGDEN;GEZAKTEN;GEMIDDELD CIJFER SCHOOLEXAMEN;GEMIDDELD CIJFER CENTRAAL EXAMEN;"
    + "GEMIDDELD CIJFER CIJFERLIJST"
  static let geslaagdenName = "geslaagden-gezakten-en-cijfers-2018-2019.csv"

  static func geslaagden(
    type: String = "VMBO;BL;Techniek;BWI", _ cells: String = "4;4;0;6,6;7,4;7,0"
  ) -> String {
    "00ML;00ML09;Het Element;AMERSFOORT;Utrecht;\(type);\(cells)"
  }

  /// `01voins-v1`, as DUO's interface gives it.
  static let langHeader =
    "_id,SCHOOLJAAR,BEVOEGD GEZAG,NAAM BEVOEGD GEZAG,DENOMINATIE BG,BRIN NUMMER,VESTIGINGSNUMMER,"
    + "BRINVESTIGINGSNUMMER,DENOMINATIE VESTIGING,INSTELLINGSNAAM VESTIGING,PLAATSNAAM VESTIGING,"
    + "PROVINCIE VESTIGING,INDICATIE VO-VAVO,ONDERWIJSTYPE VO EN LEER- OF VERBLIJFSJAAR,"
    + "VMBO SECTOR,AFDELING,LEERJAAR,AANTAL LEERLINGEN"

  static func lang(
    year: String = "2016", location: String = "9", type: String = "VMBO KL lj 3-4",
    sector: String = "Techniek", afdeling: String = "\"Bouwen, wonen en interieur\"",
    _ counts: String
  ) -> String {
    "1,\(year),40306,Stichting,Openbaar,00ML,\(location),00ML09,Openbaar,Het Element,AMERSFOORT,"
      + "Utrecht,VO,\(type),\(sector),\(afdeling),\(counts)"
  }

  static let overgangenHeader =
    "NR_ADMIN_VAN,CODE_FUNCTIE_VAN,CODE_SOORT_VAN,CODE_WET_VAN,NR_ADMIN_NAAR,CODE_FUNCTIE_NAAR,"
    + "CODE_SOORT_NAAR,CODE_WET_NAAR,DT_OVERGANG,CODE_OVERGANG,NAAM_OVERGANG,IND_VOLLEDIG,"
    + "CODE_STAND_RECORD"

  static func overgang(_ date: String, volledig: String = "J") -> String {
    "\"07KP00\",\"D\",\"VST\",\"WVO\",\"17BI07\",\"D\",\"VST\",\"WVO\",\(date),\"F\",\"Fusie\","
      + "\"\(volledig)\",\"H\""
  }
}

/// A file with its header and rows.
func table(_ header: String, _ rows: String...) -> String {
  ([header] + rows).joined(separator: "\n") + "\n"
}
