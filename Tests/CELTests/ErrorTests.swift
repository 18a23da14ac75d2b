import Foundation
import Testing

@testable import CEL

/// What is said about an expression that is wrong, and where.
@Suite struct ErrorTests {
  /// The message and the text that it points at.
  private func rejection(_ source: String) -> (message: String, text: String) {
    do {
      _ = try World.environment.check(try Expression.parse(source))
      return ("accepted", "")
    } catch {
      return (error.description, String(decoding: Array(source.utf8)[error.range], as: UTF8.self))
    }
  }

  @Test(arguments: [
    ("1 +", "unexpected end of the expression; expected an expression", ""),
    ("(1", "unexpected end of the expression; expected ) to close the parenthesis", ""),
    ("1 2", "unexpected literal; expected an operator or the end of the expression", "2"),
    ("", "unexpected end of the expression; expected an expression", ""),
    ("a = b", "unexpected character `=`; equality is written ==", "="),
    ("a & b", "unexpected character `&`; conjunction is written &&", "&"), ("'é' § 1", "unexpected character `§`", "§"),
    ("'abc", "string without an end; close it with '", "'"),
    (
      "'ab\ncd'",
      "string without an end on its line; close it with ', or write a string of several lines in three quotes", "'ab"
    ),
    ("'''abc''", "string without an end; close it with '''", "'''"),
    (
      #"'a\q'"#, "unknown escape sequence; a backslash itself is written \\\\, or as it is in a raw string r\"…\"",
      #"\q"#
    ),
    (#"'\u12'"#, "incomplete escape sequence; expected 4 hexadecimal digits", #"\u12"#),
    (
      #"'\ud800'"#, "escape sequence is no Unicode code point; a code point above U+FFFF is written \\U0001F600",
      #"\ud800"#
    ),
    (#"b'\U00000041'"#, "unknown escape sequence; bytes are written \\x00 to \\xff", #"\U"#),
    (#"'\08'"#, "incomplete escape sequence; expected 3 octal digits", #"\0"#),
    ("9223372036854775808", "number is out of the range of int", "9223372036854775808"),
    (
      "9223372036854775809", "number is out of the range of int; write a uint as 9223372036854775809u",
      "9223372036854775809"
    ),
    ("18446744073709551616u", "number is out of the range of uint", "18446744073709551616u"),
    ("0x", "hexadecimal number without digits", "0x"), ("12ab", "malformed number", "12ab"),
    ("1e999", "number is out of the range of double", "1e999"),
    ("for", "for is a reserved word; choose another name", "for"),
    ("has(a)", "has() tests a field; write has(object.field)", "has(a)"),
    ("numbers.all(1, true)", "all needs a name for the element; write all(name, …)", "1"),
    ("numbers.exists(v)", "wrong number of arguments for exists; write exists(name, condition)", "numbers.exists(v)"),
    (
      "numbers.map(v)", "wrong number of arguments for map; write map(name, result) or map(name, condition, result)",
      "numbers.map(v)"
    ),
    ("Message{a: 1}", "unexpected { behind Message; objects cannot be constructed in an expression", "{"),
    ("double_of(1,)", "unexpected ); expected an argument", ")"),
    ("[1 2]", "unexpected literal; expected `,` or ] to end the list", "2"),
    ("{1}", "unexpected }; expected : and the value of the map entry", "}"),
    ("a ? b", "unexpected end of the expression; expected : and the other branch of the conditional", ""),
    ("a.1", "unexpected literal; expected an operator or the end of the expression", ".1"),
    ("a.'x'", "unexpected literal; expected the name of a field or method", "'x'"),
    ("true ? a ? b : c : d", "unexpected ?; expected : and the other branch of the conditional", "?"),
  ])
  func syntax(_ source: String, _ message: String, _ text: String) {
    let found = rejection(source)
    #expect(found.message == message)
    #expect(found.text == text)
  }

  @Test(arguments: [
    ("opening.sorce == ''", "no field \"sorce\" on opening; did you mean \"source\"?", "sorce"),
    ("opening.xyz", "no field \"xyz\" on opening; fields: direction, group, port, rules, source", "xyz"),
    ("opening.group.nme", "no field \"nme\" on group; did you mean \"name\"?", "nme"),
    ("has(opening.sorce)", "no field \"sorce\" on opening; did you mean \"source\"?", "sorce"),
    ("groups.exists(g, g.nmae == '')", "no field \"nmae\" on group; did you mean \"name\"?", "nmae"),
    (
      "groups.name == ''",
      "no field \"name\" on list(group); this is a list: test its elements with exists(name, …) or all(name, …)", "name"
    ),
    ("opening.admits == true", "no field \"admits\" on opening; admits is a method, write admits(…)", "admits"),
    ("opening.port()", "no method \"port\" on opening; port is a field, write it without ()", "port"),
    ("opening.admit(1)", "no method \"admit\" on opening; did you mean \"admits\"?", "admit"),
    ("opening.admits('x')", "admits does not take (string); it takes (int)", "admits"),
    ("openin.port", "no variable \"openin\"; did you mean \"opening\"?", "openin"),
    ("size", "no variable \"size\"; size is a function", "size"),
    ("n == ingress", "no variable \"ingress\"; text is written in quotes", "ingress"),
    ("a and b", "unexpected name and; && is written for and", "and"),
    ("a OR b", "unexpected name OR; || is written for OR", "OR"),
    ("not a", "unexpected name a; ! is written for not", "a"),
    ("s == n", "string == int is not defined", "=="),
    ("n > '443'", "int > string is not defined; write 443 without quotes", ">"),
    ("'true' == a", "string == bool is not defined; write true without quotes", "=="),
    (
      "opening == 'x'",
      "opening == string is not defined; of opening there are direction, group, port, rules, source, admits(…)", "=="
    ),
    ("numbers.size > 0", "no field \"size\" on list(int); size is a method, write size(…)", "size"),
    ("s.length", "no field \"length\" on string", "length"),
    (
      "numbers.any(v, v > 1)", "no method \"any\" on list(int); methods: all, exists, exists_one, filter, map, size",
      "any"
    ),
    ("numbers.exist(v, v > 1)", "no method \"exist\" on list(int); did you mean \"exists\"?", "exist"),
    ("rule.name", "no field \"name\" on type; this is the name of a type; variables: ", "name"),
    ("opening.rules[0].x", "no field \"x\" on rule; rule has no fields", "x"),
    ("numbers.exists(port, prt == 1)", "no variable \"prt\"; did you mean \"port\"?", "prt"),
    ("s.contians('a')", "no method \"contians\" on string; did you mean \"contains\"?", "contians"),
    ("contains('a', 'b')", "no function \"contains\"; it is a method, write value.contains(…)", "contains"),
    ("siz('a')", "no function \"siz\"; did you mean \"size\"?", "siz"),
    ("s.shuot()", "no method \"shuot\" on string; did you mean \"shout\"?", "shuot"),
    ("size(1)", "size does not take (int); it takes (string) or (bytes) or (list(dyn)) or (map(dyn, dyn))", "size"),
    ("double_of(1.5)", "double_of does not take (double); it takes (int) or (string)", "double_of"),
    ("s.substring('a')", "substring does not take (string); it takes (int) or (int, int)", "substring"),
    ("1 + 1u", "int + uint is not defined; convert one side, as in int(…)", "+"),
    ("1 + 'a'", "int + string is not defined", "+"),
    ("n == 'a'", "int == string is not defined", "=="),
    ("n == null", "int == null is not defined; whether a field is set is has(object.field)", "=="),
    ("'a' == ['a']", "string == list(string) is not defined; whether a list has an element is element in list", "=="),
    ("'a' in s", "string in string is not defined; whether text contains other text is text.contains(other)", "in"),
    ("1 in ['a']", "int in list(string) is not defined", "in"),
    ("numbers < numbers", "list(int) < list(int) is not defined", "<"),
    ("n && true", "&& needs a bool, this is int; compare it with a value", "n"),
    ("a || opening", "|| needs a bool, this is opening", "opening"),
    ("!n", "! needs a bool, this is int; compare it with a value", "n"),
    ("n ? 1 : 2", "?: needs a bool, this is int; compare it with a value", "n"),
    ("-s", "- is not defined for string", "-"), ("-1u", "- is not defined for uint", "-"),
    ("numbers.all(v, v)", "all needs a bool, this is int; compare it with a value", "v"),
    ("n.all(v, true)", "all needs a list or a map, this is int", "n"),
    ("s[0]", "string cannot be indexed; a character is text.charAt(position)", "s"),
    ("numbers['a']", "a list is indexed by int, this is string", "'a'"),
    ("tags[1]", "this map is indexed by string, this is int", "1"),
    ("{1.5: 2}", "double cannot be a map key; keys are int, uint, bool or string", "1.5"),
    ("s.matches('(')", "not a regular expression: missing )", "'('"),
    ("1.5 % 2.0", "double % double is not defined", "%"),
    ("opening + opening", "opening + opening is not defined", "+"),
    ("x.frobnicate()", "no method \"frobnicate\" on dyn", "frobnicate"),
  ])
  func names(_ source: String, _ message: String, _ text: String) {
    let found = rejection(source)
    // The list of all variables of the world of these tests is of no interest.
    let said = found.message.range(of: "variables: ").map { String(found.message[..<$0.upperBound]) } ?? found.message
    #expect(said == message || (said.hasPrefix(message) && said.hasSuffix("variables: ")), "\(found.message)")
    #expect(found.text == text)
  }

  @Test(arguments: [
    ("opening.port > 443 && opening.group.open", "bool"), ("groups.map(g, g.name)", "list(string)"),
    ("groups.filter(g, g.open)", "list(group)"),
    ("[1, 'a']", "list(dyn)"), ("[1, 2]", "list(int)"), ("{'a': [1]}", "map(string, list(int))"),
    ("a ? opening : null", "opening"), ("a ? s : null", "dyn"), ("a ? 1 : 2u", "rejected"),
    ("tags.a", "string"), ("x.anything", "dyn"), ("x + 1", "int"), ("x + x", "dyn"), ("1 == 1.0", "rejected"),
    ("1 in [1u]", "rejected"), ("{1: 2}[1u]", "rejected"), ("[1][0.0]", "rejected"), ("dyn(1) == 1.0", "bool"),
    ("n < 1.5", "bool"), ("[] + [1]", "list(dyn)"),
    ("opening == null", "bool"), ("double_of(x)", "dyn"), ("double_of(1)", "int"), ("groups[0].name", "string"),
    ("type(1) == opening", "rejected"),
    ("x.size()", "int"), ("s.split(',')[0].size()", "int"), ("string(opening)", "string"),
    ("tags.map(k, k)", "list(string)"), ("x.admits(1)", "dyn"),
  ])
  func types(_ source: String, _ expected: String) throws {
    let type = try? World.environment.check(try Expression.parse(source)).type
    #expect(type?.description ?? "rejected" == expected)
  }

  @Test func suggestionsTakeSwappedAndMissingLetters() {
    #expect(
      Suggestion.help(for: "protcol", among: ["protocol", "port"], kind: "fields") == "did you mean \"protocol\"?")
    #expect(Suggestion.help(for: "Port", among: ["protocol", "port"], kind: "fields") == "did you mean \"port\"?")
    #expect(Suggestion.help(for: "zzz", among: ["protocol", "port"], kind: "fields") == "fields: port, protocol")
    #expect(Suggestion.help(for: "zzz", among: [], kind: "fields") == nil)
  }

  @Test(arguments: [
    ("cidr_blok", "did you mean \"cidrs\"?"), ("is_public", "did you mean \"publicly_accessible\"?"),
    ("flow_recordings", "did you mean \"flow_logs\" or \"has_flow_logs\"?"), ("is_of_it", nil), ("my_table", nil),
    ("subnets_of_tables", "did you mean \"table_subnets\"?"),
  ])
  func ofManyNamesThoseThatShareAWordAreNamed(name: String, help: String?) {
    let fields = [
      "address", "cidrs", "dns_hostnames", "dns_support", "flow_logs", "has_flow_logs", "is_declared", "is_default",
      "is_of_cluster", "network_acls", "publicly_accessible", "route_tables", "rule_tables", "subnets", "table_subnets",
      "tables", "type",
    ]
    #expect(Suggestion.help(for: name, among: fields, kind: "fields") == help)
  }
}
