import Dispatch
import Synchronization

/// Work on chunks by several threads, whose results are taken off in the order of the chunks while the
/// threads go on with the next ones.
struct Conveyor<Worker: Sendable> {
  private struct State {
    var free: [Worker]
    var next: Int
    var done: [Int: Worker] = [:]
    var isStopped = false
  }

  private let workers: [Worker]
  private let threads: Int

  /// How many workers keep so many threads busy while results wait to be taken off.
  static func places(threads: Int, chunks: Int) -> Int {
    chunks == 1 ? 1 : min(2 * threads + 1, max(1, chunks))
  }

  init(_ workers: [Worker], threads: Int) {
    self.workers = workers
    self.threads = min(threads, workers.count)
  }

  /// Calls `work` for each chunk on some thread, with a worker that no other thread has, and `then`
  /// with the same worker on the caller's thread, in the order of the chunks, until it answers false.
  func run(
    _ chunks: Range<Int>, work: @escaping @Sendable (Worker, Int) -> Void,
    then: (Worker, Int) throws(IngestError) -> Bool
  ) throws(IngestError) {
    if chunks.count < 2 {
      for chunk in chunks {
        work(workers[0], chunk)
        _ = try then(workers[0], chunk)
      }
      return
    }
    let belt = Belt(State(free: workers, next: chunks.lowerBound))
    let group = DispatchGroup()
    for _ in 0..<threads {
      DispatchQueue.global().async(group: group) {
        while let (worker, chunk) = belt.take(before: chunks.upperBound) {
          work(worker, chunk)
          belt.finish(chunk, worker)
        }
      }
    }
    defer {
      belt.stop(threads: threads)
      group.wait()
    }
    for chunk in chunks {
      let worker = belt.wait(for: chunk)
      guard try then(worker, chunk) else { return }
      belt.giveBack(worker)
    }
  }

  private final class Belt: Sendable {
    private let state: Mutex<State>
    private let free = DispatchSemaphore(value: 0)
    private let done = DispatchSemaphore(value: 0)

    init(_ state: State) {
      let count = state.free.count
      self.state = Mutex(state)
      for _ in 0..<count { free.signal() }
    }

    /// A worker and the next chunk; nil when there is none.
    func take(before end: Int) -> (Worker, Int)? {
      free.wait()
      return state.withLock { state in
        guard !state.isStopped, state.next < end, let worker = state.free.popLast() else {
          // Others that wait must see it too.
          free.signal()
          return nil
        }
        state.next += 1
        return (worker, state.next - 1)
      }
    }

    func finish(_ chunk: Int, _ worker: Worker) {
      state.withLock { $0.done[chunk] = worker }
      done.signal()
    }

    func wait(for chunk: Int) -> Worker {
      while true {
        if let worker = state.withLock({ $0.done.removeValue(forKey: chunk) }) { return worker }
        done.wait()
      }
    }

    func giveBack(_ worker: Worker) {
      state.withLock { $0.free.append(worker) }
      free.signal()
    }

    func stop(threads: Int) {
      state.withLock { $0.isStopped = true }
      for _ in 0..<threads { free.signal() }
    }
  }
}
