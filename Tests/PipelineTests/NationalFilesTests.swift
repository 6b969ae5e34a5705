import Foundation
import Pipeline
import Records
import TestSupport
import Testing

/// `doorstroom ingest` of DUO's national files, against counts made by another program.
@Suite(.enabled(if: Repository.hasDUO, Comment(rawValue: Repository.noDUO)))
struct NationalFilesTests {
  @Test func `three national files give the rows and cells that an independent count gives`() throws
  {
    let scratch = try ScratchFolder()
    let names = [
      "leerlingen-vo-per-vestiging-naar-onderwijstype-2019.csv",
      "examenkandidaten-en-geslaagden-2014-2019.csv",
      "examenkandidaten-en-geslaagden-2019-2024.csv",
    ]
    let store = scratch.path("store.sqlite")
    let results = try Ingestion(storePath: store).add(
      names.map { Repository.duo.appendingPathComponent($0).path })
    #expect(results.map(\.counts.rows) == [24_243, 13_986, 12_782])
    // Python 3.11 csv, over the VMBO rows: cells that are "<5" in EXAMENKANDIDATEN and GESLAAGDEN.
    #expect(results[0].counts.suppressed == 0)
    #expect(results[1].counts.suppressed == 0)
    #expect(results[2].counts.suppressed == NationalFilesTests.suppressed)

    // Idem: sums of EXAMENKANDIDATEN … TOTAAL of "VMBO B|K|G|LWT - techniek" by exam year.
    let query = Query(storePath: store)
    let sums = try query.markdown(
      """
      SELECT jaar, SUM(ondergrens) AS van, SUM(bovengrens) AS tot FROM examenkandidaten
      WHERE sector = 'techniek' AND leerweg <> 'TL' AND geslacht = 'totaal'
      GROUP BY jaar ORDER BY jaar
      """)
    #expect(sums == NationalFilesTests.techniek)

    // Idem: leerjaar 3 and 4 of VMBO BL, KL, GL by AFDELING, 1 October 2019.
    let profiles = try query.markdown(
      """
      SELECT profiel, leerjaar, SUM(aantal) AS leerlingen FROM leerlingen
      WHERE profiel IN ('BWI', 'PIE', 'M&T', 'MVI', 'MaT') AND leerweg <> 'TL'
      GROUP BY profiel, leerjaar ORDER BY profiel, leerjaar
      """)
    #expect(profiles == NationalFilesTests.profielen)
  }
}

extension NationalFilesTests {
  static let suppressed = 41_955

  static let techniek = """
    | jaar |   van |   tot |
    |-----:|------:|------:|
    | 2015 | 12175 | 12175 |
    | 2016 | 12657 | 12657 |
    | 2017 | 12481 | 12481 |
    | 2018 | 11834 | 11834 |
    | 2019 | 11229 | 11229 |
    | 2020 | 10899 | 11280 |
    | 2021 | 10088 | 10484 |
    | 2022 |  9728 | 10184 |
    | 2023 |  9223 |  9673 |
    | 2024 |  9975 | 10371 |

    """

  static let profielen = """
    | profiel | leerjaar | leerlingen |
    |---------|---------:|-----------:|
    | BWI     |        3 |       3395 |
    | BWI     |        4 |       3097 |
    | M&T     |        3 |       1511 |
    | M&T     |        4 |       1491 |
    | MVI     |        3 |       1515 |
    | MVI     |        4 |       1566 |
    | MaT     |        3 |        272 |
    | MaT     |        4 |        268 |
    | PIE     |        3 |       4816 |
    | PIE     |        4 |       4982 |

    """
}
