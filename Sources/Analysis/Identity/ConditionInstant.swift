/// A point in time as conditions spell it, in microseconds since 1970.
///
/// The forms of ISO 8601 that the W3C has chosen, from a year and a month on, and seconds since 1970. A year by itself
/// could be either and is none.
///
/// Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date,
/// https://www.w3.org/TR/NOTE-datetime
struct ConditionInstant: Hashable, Comparable, Sendable {
  let microseconds: Int

  init(microseconds: Int) { self.microseconds = microseconds }

  /// Nil for what is not of one of the forms.
  init?(_ text: String) {
    if !text.isEmpty, text.utf8.allSatisfy(Self.isDigit) {
      guard text.count != 4, text.count <= 12, let seconds = Int(text) else { return nil }
      microseconds = seconds * Self.second
      return
    }
    let halves = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
    let date = halves[0].split(separator: "-", omittingEmptySubsequences: false)
    guard (2...3).contains(date.count), let year = Self.number(date[0], digits: 4),
      let month = Self.number(date[1], digits: 2), (1...12).contains(month),
      let day = date.count == 3 ? Self.number(date[2], digits: 2) : 1, (1...31).contains(day)
    else { return nil }
    let days = Self.days(year, month, day)
    if halves.count == 1 {
      microseconds = days * 86_400 * Self.second
      return
    }
    guard date.count == 3, let time = Self.time(halves[1]) else { return nil }
    microseconds = days * 86_400 * Self.second + time
  }

  static func < (a: Self, b: Self) -> Bool { a.microseconds < b.microseconds }

  // MARK: Reading

  private static let second = 1_000_000

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private static func number(_ text: Substring, digits: Int) -> Int? {
    text.count == digits && text.utf8.allSatisfy(isDigit) ? Int(text) : nil
  }

  /// `hh:mm`, `hh:mm:ss` or `hh:mm:ss.s` and a zone, in microseconds after midnight of UTC.
  private static func time(_ text: Substring) -> Int? {
    guard let mark = text.lastIndex(where: { "Z+-".contains($0) }), let zone = offset(text[mark...]) else { return nil }
    let parts = text[..<mark].split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let hours = number(parts[0], digits: 2), hours <= 24,
      let minutes = number(parts[1], digits: 2), minutes < 60,
      let seconds = parts.count == 3 ? self.seconds(parts[2]) : 0
    else { return nil }
    return ((hours * 60 + minutes - zone) * 60) * second + seconds
  }

  private static func seconds(_ text: Substring) -> Int? {
    let halves = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = number(halves[0], digits: 2), whole <= 60 else { return nil }
    if halves.count == 1 { return whole * second }
    guard (1...6).contains(halves[1].count), let fraction = number(halves[1], digits: halves[1].count) else {
      return nil
    }
    return whole * second + (0..<(6 - halves[1].count)).reduce(fraction) { value, _ in value * 10 }
  }

  /// Of a zone the minutes before UTC.
  private static func offset(_ zone: Substring) -> Int? {
    if zone == "Z" { return 0 }
    let parts = zone.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let hours = number(parts[0], digits: 2), let minutes = number(parts[1], digits: 2) else {
      return nil
    }
    return (zone.first == "-" ? -1 : 1) * (hours * 60 + minutes)
  }

  // MARK: The calendar

  /// Days since 1970: years are taken to begin in March, so that the day of leap years is their last.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let monthFromMarch = (month + 9) % 12
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    return year * 365 + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
  }

  private static func date(ofDay days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }
}

extension ConditionInstant: CustomStringConvertible {
  /// As in `2030-01-31T12:00:00Z`.
  var description: String {
    let day = 86_400 * Self.second
    let rest = ((microseconds % day) + day) % day
    let date = Self.date(ofDay: (microseconds - rest) / day)
    let seconds = rest / Self.second
    let fraction = rest % Self.second
    let time = [seconds / 3_600, seconds / 60 % 60, seconds % 60].map { Self.padded($0, 2) }
    return "\(Self.padded(date.year, 4))-\(Self.padded(date.month, 2))-\(Self.padded(date.day, 2))"
      + "T\(time.joined(separator: ":"))" + (fraction == 0 ? "" : ".\(Self.padded(fraction, 6))") + "Z"
  }

  private static func padded(_ value: Int, _ digits: Int) -> String {
    let text = "\(value)"
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
