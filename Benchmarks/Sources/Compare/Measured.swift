import Foundation

/// One run of a program as a whole process.
struct Measured {
  let seconds: Double
  /// User and system time of all its threads.
  let cpuSeconds: Double
  /// Peak resident set in bytes.
  let memory: Int
  let output: String
  let status: Int32

  /// Starts the program, waits for its end, and asks the system what it used (`wait4`).
  static func run(_ program: String, _ arguments: [String]) -> Measured {
    var pipe: [Int32] = [0, 0]
    Foundation.pipe(&pipe)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, pipe[1], 1)
    posix_spawn_file_actions_addclose(&actions, pipe[0])
    defer { posix_spawn_file_actions_destroy(&actions) }
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }

    let start = ContinuousClock.now
    var child: pid_t = 0
    let failure = posix_spawnp(&child, program, &actions, nil, &words, environ)
    close(pipe[1])
    guard failure == 0 else {
      close(pipe[0])
      return Measured(
        seconds: 0, cpuSeconds: 0, memory: 0, output: "cannot start \(program)", status: -1)
    }
    let reading = FileHandle(fileDescriptor: pipe[0], closeOnDealloc: true)
    let output = reading.readDataToEndOfFile()
    var status: Int32 = 0
    var usage = rusage()
    wait4(child, &status, 0, &usage)
    let time = start.duration(to: .now).components
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return Measured(
      seconds: Double(time.seconds) + Double(time.attoseconds) / 1e18,
      cpuSeconds: seconds(usage.ru_utime) + seconds(usage.ru_stime),
      memory: usage.ru_maxrss * 1024, output: String(decoding: output, as: UTF8.self),
      status: status)
  }
}

/// The middle of an odd number of values.
func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  return sorted.isEmpty ? .nan : sorted[sorted.count / 2]
}
