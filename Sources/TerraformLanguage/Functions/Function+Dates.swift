extension Function {
  static let dates: [String: Function] = [
    "timecmp": Function(2) { (call) throws(Obstacle) in
      let (a, b) = (try time(call, 0), try time(call, 1))
      return call.result(a.seconds < b.seconds ? -1 : a.seconds > b.seconds ? 1 : 0)
    },
    "timeadd": Function(2) { (call) throws(Obstacle) in
      var time = try time(call, 0)
      let text = try call.text(1)
      guard let seconds = duration(text) else { throw .mistake("expected a duration such as 1h30m, found \"\(text)\"") }
      time.seconds += seconds
      return call.result(time.description)
    },
    "formatdate": Function(2) { (call) throws(Obstacle) in
      call.result(try time(call, 1).formatted(try call.text(0)))
    },
  ]

  private static func time(_ call: Arguments, _ index: Int) throws(Obstacle) -> Timestamp {
    let text = try call.text(index)
    guard let time = Timestamp(text) else {
      throw .mistake("expected a time such as 2024-01-31T12:00:00Z, found \"\(text)\"")
    }
    return time
  }

  /// Whole seconds of a duration such as `-1h30m`.
  private static func duration(_ text: String) -> Int? {
    var rest = text[...]
    let sign = rest.first == "-" ? -1 : 1
    if rest.first == "-" || rest.first == "+" { rest.removeFirst() }
    if rest.isEmpty { return nil }
    var seconds = 0
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      rest.removeFirst(digits.count)
      let unit = rest.prefix { $0.isLetter }
      rest.removeFirst(unit.count)
      guard let number = Int(digits), let factor = ["h": 3600, "m": 60, "s": 1][String(unit)],
        number < Int.max / 10_000
      else { return nil }
      seconds += number * factor
    }
    return sign * seconds
  }
}

/// A time as RFC 3339 writes it, in whole seconds.
struct Timestamp: CustomStringConvertible {
  /// Since 1970, in UTC.
  var seconds: Int
  /// Of the zone it is written in, in seconds east of Greenwich.
  let zone: Int
  private let isUTC: Bool

  init?(_ text: String) {
    let bytes = Array(text.utf8)
    func number(_ range: Range<Int>) -> Int? {
      guard range.upperBound <= bytes.count, bytes[range].allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      return Int(String(decoding: bytes[range], as: UTF8.self))
    }
    guard bytes.count >= 20, let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
      let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
      bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"), bytes[10] == UInt8(ascii: "T"),
      bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"), (1...12).contains(month),
      (1...Self.days(inMonth: month, of: year)).contains(day), hour < 24, minute < 60, second < 60
    else { return nil }
    if bytes[19...] == [UInt8(ascii: "Z")] {
      zone = 0
      isUTC = true
    } else if bytes.count == 25, bytes[19] == UInt8(ascii: "+") || bytes[19] == UInt8(ascii: "-"),
      let hours = number(20..<22), let minutes = number(23..<25)
    {
      zone = (bytes[19] == UInt8(ascii: "-") ? -1 : 1) * (hours * 3600 + minutes * 60)
      isUTC = false
    } else {
      return nil
    }
    seconds = Self.day(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - zone
  }

  private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  private static func days(inMonth month: Int, of year: Int) -> Int {
    month == 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  /// Days from 1970-01-01 on.
  private static func day(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let years = year - 1
    let before = years * 365 + years / 4 - years / 100 + years / 400 - 719_162
    return (1..<month).reduce(before + day - 1) { $0 + days(inMonth: $1, of: year) }
  }

  private struct Parts {
    var year = 1970
    var month = 1
    var day: Int
    let hour, minute, second, weekday: Int
  }

  private var parts: Parts {
    let local = seconds + zone
    var day = local >= 0 ? local / 86_400 : -((86_399 - local) / 86_400)
    let time = local - day * 86_400
    let weekday = ((day + 4) % 7 + 7) % 7
    var year = 1970 + day / 366
    if day < 0 { year -= 1 }
    while Self.day(year + 1, 1, 1) <= day { year += 1 }
    while Self.day(year, 1, 1) > day { year -= 1 }
    day -= Self.day(year, 1, 1)
    var month = 1
    while day >= Self.days(inMonth: month, of: year) {
      day -= Self.days(inMonth: month, of: year)
      month += 1
    }
    return Parts(
      year: year, month: month, day: day + 1, hour: time / 3600, minute: time / 60 % 60, second: time % 60,
      weekday: weekday)
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private func zoneText(separator: String) -> String {
    let minutes = abs(zone) / 60
    return (zone < 0 ? "-" : "+") + Self.padded(minutes / 60, 2) + separator + Self.padded(minutes % 60, 2)
  }

  var description: String {
    let parts = parts
    let date = "\(Self.padded(parts.year, 4))-\(Self.padded(parts.month, 2))-\(Self.padded(parts.day, 2))"
    let time = "\(Self.padded(parts.hour, 2)):\(Self.padded(parts.minute, 2)):\(Self.padded(parts.second, 2))"
    return "\(date)T\(time)" + (isUTC ? "Z" : zoneText(separator: ":"))
  }

  /// The time in a format of its own.
  ///
  /// Source: https://developer.hashicorp.com/terraform/language/functions/formatdate
  func formatted(_ format: String) throws(Obstacle) -> String {
    var result = ""
    var characters = Array(format)[...]
    let parts = parts
    while let first = characters.first {
      if first == "'" {
        characters.removeFirst()
        while let next = characters.popFirst() {
          if next != "'" {
            result.append(next)
          } else if characters.first == "'" {
            result.append("'")
            characters.removeFirst()
          } else {
            break
          }
        }
        continue
      }
      let run = characters.prefix { $0 == first }
      characters.removeFirst(run.count)
      guard first.isASCII, first.isLetter else {
        result += String(run)
        continue
      }
      guard let text = text(of: String(run), parts) else {
        throw .mistake("there is no sequence \(String(run)) in a date's format")
      }
      result += text
    }
    return result
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
  private static let weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]

  private func text(of sequence: String, _ parts: Parts) -> String? {
    let twelve = parts.hour % 12 == 0 ? 12 : parts.hour % 12
    switch sequence {
    case "YYYY": return Self.padded(parts.year, 4)
    case "YY": return Self.padded(parts.year % 100, 2)
    case "MMMM": return Self.months[parts.month - 1]
    case "MMM": return String(Self.months[parts.month - 1].prefix(3))
    case "MM": return Self.padded(parts.month, 2)
    case "M": return String(parts.month)
    case "DD": return Self.padded(parts.day, 2)
    case "D": return String(parts.day)
    case "EEEE": return Self.weekdays[parts.weekday]
    case "EEE": return String(Self.weekdays[parts.weekday].prefix(3))
    case "hh": return Self.padded(parts.hour, 2)
    case "h": return String(parts.hour)
    case "HH": return Self.padded(twelve, 2)
    case "H": return String(twelve)
    case "AA": return parts.hour < 12 ? "AM" : "PM"
    case "aa": return parts.hour < 12 ? "am" : "pm"
    case "mm": return Self.padded(parts.minute, 2)
    case "m": return String(parts.minute)
    case "ss": return Self.padded(parts.second, 2)
    case "s": return String(parts.second)
    case "ZZZZZ": return zoneText(separator: ":")
    case "ZZZZ": return zoneText(separator: "")
    case "ZZZ": return zone == 0 ? "UTC" : zoneText(separator: "")
    case "Z": return zone == 0 ? "Z" : zoneText(separator: ":")
    default: return nil
    }
  }
}
