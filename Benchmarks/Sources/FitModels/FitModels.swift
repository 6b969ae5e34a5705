import Foundation
import LinearAlgebra
import Models

/// Times 5,000 grouped logits and one large multinomial logit, with standard errors, and writes the data
/// for the peers (`peers/fit_models.py`, `peers/fit_models.R`) into the folder that is its argument.
@main struct FitModels {
  static func main() throws {
    BLAS.useOneThread()
    let folder = URL(fileURLWithPath: CommandLine.arguments.dropFirst().first ?? "/tmp/fit-models")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try logits(folder)
    try multinomial(folder)
  }

  /// 5,000 fits of 60 groups of 40 trials with 5 columns, each with its own design.
  static func logits(_ folder: URL) throws {
    let (n, p, sets) = (60, 5, 5_000)
    var designs: [Matrix] = []
    var responses: [[Double]] = []
    for set in 0..<sets {
      var generator = Philox(seed: 1, stream: UInt64(set))
      var x = Matrix(rows: n, columns: p, repeating: 1)
      for j in 1..<p {
        for i in 0..<n { x[i, j] = Normal.standard.draw(using: &generator) }
      }
      designs.append(x)
      responses.append(
        (x * [-0.3, 0.5, -0.4, 0.2, 0.1]).map {
          Double(
            Binomial(trials: 40, probability: Link.logit.mean($0)).draw(using: &generator))
        })
    }
    try write(designs.flatMap(\.columnMajor), to: folder.appendingPathComponent("logits-x"))
    try write(responses.flatMap { $0 }, to: folder.appendingPathComponent("logits-y"))
    let sizes = [Double](repeating: 40, count: n)
    let model = GeneralizedLinearRegression(.binomial)
    for _ in 0..<3 {
      let start = ProcessClock()
      var sum = 0.0
      for set in 0..<sets {
        let fit = try model.fit(design: designs[set], response: responses[set], sizes: sizes)
        sum += fit.standardErrors[1] ?? .nan
      }
      print("5,000 logits: \(start.elapsed) s; sum of errors \(sum)")
    }
  }

  /// 200,000 rows, 12 columns, 6 classes.
  static func multinomial(_ folder: URL) throws {
    let (n, p, classes) = (200_000, 12, 6)
    var generator = Philox(seed: 2, stream: 0)
    var x = Matrix(rows: n, columns: p, repeating: 1)
    for j in 1..<p {
      for i in 0..<n { x[i, j] = Normal.standard.draw(using: &generator) }
    }
    let beta = Matrix(
      rows: p, columns: classes,
      columnMajor: (0..<(p * classes)).map {
        $0 < p ? 0 : 0.4 * Normal.standard.draw(using: &generator)
      })
    let eta = x * beta
    let labels = (0..<n).map { i in
      // The largest of predictors with Gumbel noise is a draw from the model.
      let noisy = (0..<classes).map { eta[i, $0] - log(-log(generator.uniform())) }
      return noisy.indices.max { noisy[$0] < noisy[$1] } ?? 0
    }
    try write(x.columnMajor, to: folder.appendingPathComponent("multinomial-x"))
    try write(labels.map(Double.init), to: folder.appendingPathComponent("multinomial-y"))
    for _ in 0..<3 {
      let start = ProcessClock()
      let fit = try MultinomialRegression(classes: classes).fit(design: x, labels: labels)
      let error = fit.standardError(class: 1, column: 1) ?? .nan
      print(
        "multinomial: \(start.elapsed) s; \(fit.logLikelihood), error \(error), \(fit.iterations) steps"
      )
    }
  }

  static func write(_ values: [Double], to file: URL) throws {
    var data = Data(capacity: values.count * 8)
    for value in values {
      var bits = value.bitPattern.littleEndian
      for _ in 0..<8 {
        data.append(UInt8(truncatingIfNeeded: bits))
        bits >>= 8
      }
    }
    try data.write(to: file)
  }

  /// Processor time of this process: other programs on the machine do not count.
  struct ProcessClock {
    private let start = clock()
    var elapsed: Double { Double(clock() - start) / Double(CLOCKS_PER_SEC) }
  }
}
