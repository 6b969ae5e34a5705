/// Reads files with our reader and prints for each the line that its `….truth` holds.
///
///     Benchmarks/.build/release/ReadNational FILE …
@main
struct ReadNational {
  static func main() throws {
    for path in CommandLine.arguments.dropFirst() { print(try OurReader.line(path: path)) }
  }
}
