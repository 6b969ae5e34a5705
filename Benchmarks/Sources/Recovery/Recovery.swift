import Foundation
import Models

/// Prints how well the estimators of transition rates recover what they were simulated from, and what
/// projections with them make of the years after: bias and coverage, by estimator.
///
///     Recovery                                    all scenarios, 40 data sets each
///     Recovery flows 2000 1                       one scenario, so many data sets, seed
///     Recovery stocks 80 1 stockyears=8 pupils=60 with other settings
@main
struct Recovery {
  static func main() throws {
    let words = CommandLine.arguments.dropFirst()
    var settings = RecoveryTable.Settings()
    settings.replicates = 40
    for (place, word) in words.filter({ !$0.contains("=") }).enumerated() {
      switch place {
      case 0 where word != "all":
        let known = RecoveryTable.Scenario.allCases.map(\.rawValue)
        let scenarios = word.split(separator: ",").map(String.init)
        guard scenarios.allSatisfy(known.contains) else { usage() }
        settings.scenarios = scenarios.compactMap(RecoveryTable.Scenario.init)
      case 1:
        guard let count = Int(word), count > 0 else { usage() }
        settings.replicates = count
      case 2:
        guard let seed = UInt64(word) else { usage() }
        settings.seed = seed
      case 0: break
      default: usage()
      }
    }
    for word in words where word.contains("=") {
      let parts = word.split(separator: "=")
      guard parts.count == 2, let value = Double(parts[1]) else { usage() }
      switch parts[0] {
      case "years": settings.years = Int(value)
      case "pupils": settings.pupils = Int(value)
      case "schools": settings.schools = Int(value)
      case "regions": settings.regions = Int(value)
      case "draws": settings.draws = Int(value)
      case "drift": settings.drift = value
      case "stockyears": settings.stockYears = Int(value)
      case "alike": settings.yearConcentration = value
      case "withholds": settings.withholds = value > 0
      default: usage()
      }
    }
    for line in try RecoveryTable(settings).lines { print(line) }
  }

  private static func usage() -> Never {
    let scenarios = RecoveryTable.Scenario.allCases.map(\.rawValue).joined(separator: ",")
    FileHandle.standardError.write(
      Data(
        """
        Recovery [all|\(scenarios)] [data sets] [seed]
                 [years= pupils= schools= regions= draws= drift= withholds=0|1
                  stockyears= alike=]

        """.utf8))
    exit(64)
  }
}
