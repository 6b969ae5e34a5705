import Synchronization

/// Where the next chunk's first record begins, and on which line, as its chunks become known.
final class BatchChain: Sendable {
  private let next: Mutex<(place: Int, line: Int)>

  init(_ source: ReadSource) { next = Mutex((source.start, source.line)) }

  /// Puts a worker's chunk behind those before it; false if no chunk may follow.
  func link(_ worker: BatchWorker, _ chunk: Int) -> Bool {
    next.withLock { next in
      guard worker.stand(chunk, at: next.place, line: next.line) else { return false }
      next = (worker.end, next.line + worker.lines)
      return true
    }
  }
}
