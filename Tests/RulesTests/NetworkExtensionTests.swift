import AWSModel
import Analysis
import CEL
import NetSpace
import Testing

@testable import Rules

/// The network extension of Kubernetes, by the examples and the code of its library.
@Suite struct NetworkExtensionTests {
  private func result(_ source: String) -> String {
    let environment = Relations.environment(ObjectSchema(Names.parameters, fields: [:])).adding("x", .dyn)
    do {
      let expression = try environment.check(try Expression.parse(source)).expression
      switch expression.evaluate(["x": .string("10.0.0.1")]) {
      case .bool(let value): return "\(value)"
      case .int(let value): return "\(value)"
      case .string(let text): return text
      case .object(let object): return object.description
      case .error(let error): return "error: \(error.message)"
      default: return "?"
      }
    } catch {
      return "rejected: \(error)"
    }
  }

  @Test(arguments: [
    "127.0.0.1", "0.0.0.0", "255.255.255.255", "::1", "::", "2001:db8::abcd", "2001:DB8::ABCD", "1:2:3:4:5:6:7:8",
    "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "64:ff9b::10.0.0.1", "2001:db8::0:0:1", "fe80::1",
  ])
  func addresses(_ text: String) {
    #expect(result("isIP('\(text)')") == "true")
    #expect(result("type(ip('\(text)')) == net.IP") == "true")
  }

  @Test(arguments: [
    "", "127.0.0.256", "192.168.0.1.0", "192.168.0", "192.168.0.01", "0x7f.0.0.1", "1.2.3.4 ", " 1.2.3.4", "1.2.3.-4",
    ":::1",
    "2001:db8:::68", "1::2::3", "1:2:3:4:5:6:7:8:9", "12345::", "g::", "fe80::1%en0", "::ffff:192.168.0.1",
    "10.0.0.0/8", "1.2.3.4:80", "[::1]", "localhost", "１.2.3.4",
  ])
  func noAddresses(_ text: String) {
    #expect(result("isIP('\(text)')") == "false")
    #expect(result("ip(dyn('\(text)'))").hasPrefix("error: "))
    #expect(result("ip.isCanonical(dyn('\(text)'))").hasPrefix("error: "))
    // What is wrong in a literal is wrong in the rule.
    #expect(result("ip('\(text)')").hasPrefix("rejected: \"\(text)\" is "))
  }

  /// As the conformance tests of the language have it: mapped addresses in hexadecimal are the IPv4 addresses.
  @Test func mappedAddressesInHexadecimal() {
    #expect(result("ip('::ffff:c0a8:1') == ip('192.168.0.1')") == "true")
    #expect(result("ip('::ffff:c0a8:1') == ip('192.168.10.1')") == "false")
    #expect(result("string(ip('::FFFF:c0a8:1'))") == "192.168.0.1")
    #expect(result("ip.isCanonical('::ffff:c0a8:1')") == "false")
  }

  @Test(arguments: [
    "192.168.0.0/16", "0.0.0.0/0", "192.168.0.1/24", "10.0.0.1/32", "::/0", "::1/128", "2001:db8::/32",
    "2001:DB8::1/64",
  ])
  func blocks(_ text: String) {
    #expect(result("isCIDR('\(text)')") == "true")
    #expect(result("type(cidr('\(text)')) == net.CIDR") == "true")
  }

  @Test(arguments: [
    "", "192.168.0.0", "192.168.0.0/", "192.168.0.0/33", "192.168.0.0/-1", "192.168.0.0/024", "192.168.0.0/+8", "/8",
    "::1/129",
    "fe80::1%en0/24", "::ffff:192.168.0.1/24", "::ffff:1.2.3.4/120", "10.0.0.0/8/8", "10.0.0.0/255.0.0.0",
    "10.0.0.0/ 8", "10/8",
    "192.168.00.0/16",
  ])
  func noBlocks(_ text: String) {
    #expect(result("isCIDR('\(text)')") == "false")
    #expect(result("cidr(dyn('\(text)'))").hasPrefix("error: "))
    #expect(result("cidr('\(text)')").hasPrefix("rejected: \"\(text)\" is "))
  }

  @Test(arguments: [
    ("ip.isCanonical('127.0.0.1')", "true"), ("ip.isCanonical('2001:db8::abcd')", "true"),
    ("ip.isCanonical('2001:DB8::abcd')", "false"),
    ("ip.isCanonical('2001:db8::0:0:0:abcd')", "false"), ("ip.isCanonical('0:0:0:0:0:0:0:1')", "false"),
    ("ip('192.168.0.1').family()", "4"), ("ip('2001:db8::68').family()", "6"),
    ("ip('0.0.0.0').isUnspecified()", "true"), ("ip('::').isUnspecified()", "true"),
    ("ip('127.0.0.1').isUnspecified()", "false"),
    ("ip('127.255.0.1').isLoopback()", "true"), ("ip('::1').isLoopback()", "true"),
    ("ip('128.0.0.1').isLoopback()", "false"),
    ("ip('2001:db8::abcd').isLoopback()", "false"),
    ("ip('224.0.0.255').isLinkLocalMulticast()", "true"), ("ip('224.0.1.1').isLinkLocalMulticast()", "false"),
    ("ip('ff02::1').isLinkLocalMulticast()", "true"), ("ip('ff12::1').isLinkLocalMulticast()", "true"),
    ("ip('ff05::1').isLinkLocalMulticast()", "false"), ("ip('fd00::1').isLinkLocalMulticast()", "false"),
    ("ip('169.254.169.254').isLinkLocalUnicast()", "true"), ("ip('192.168.0.1').isLinkLocalUnicast()", "false"),
    ("ip('fe80::1').isLinkLocalUnicast()", "true"), ("ip('febf::1').isLinkLocalUnicast()", "true"),
    ("ip('fec0::1').isLinkLocalUnicast()", "false"), ("ip('fd80::1').isLinkLocalUnicast()", "false"),
    ("ip('192.168.0.1').isGlobalUnicast()", "true"), ("ip('2001:db8::abcd').isGlobalUnicast()", "true"),
    ("ip('fd00::1').isGlobalUnicast()", "true"), ("ip('240.0.0.1').isGlobalUnicast()", "true"),
    ("ip('255.255.255.255').isGlobalUnicast()", "false"), ("ip('0.0.0.0').isGlobalUnicast()", "false"),
    ("ip('127.0.0.1').isGlobalUnicast()", "false"), ("ip('224.0.0.1').isGlobalUnicast()", "false"),
    ("ip('169.254.0.1').isGlobalUnicast()", "false"), ("ip('ff00::1').isGlobalUnicast()", "false"),
    ("ip('fe80::1').isGlobalUnicast()", "false"), ("ip('::1').isGlobalUnicast()", "false"),
    ("ip('127.0.0.1') == ip('127.0.0.1')", "true"), ("ip('127.0.0.1') == ip('10.0.0.1')", "false"),
    ("ip('2001:db8::1') == ip('2001:DB8::1')", "true"), ("ip('::') == ip('0.0.0.0')", "false"),
    ("ip('10.0.0.1') in [ip('10.0.0.1')]", "true"), ("dyn(ip('10.0.0.1')) == '10.0.0.1'", "false"),
    ("string(ip('2001:DB8::0:68'))", "2001:db8::68"), ("'%s'.format([ip('10.0.0.1')])", "10.0.0.1"),
    ("ip(x).family()", "4"),
    ("dyn(ip('::1')).isLoopback()", "true"),
  ])
  func addressesHaveClasses(_ source: String, _ expected: String) { #expect(result(source) == expected) }

  @Test(arguments: [
    ("cidr('192.168.0.0/24').containsIP(ip('192.168.0.1'))", "true"),
    ("cidr('192.168.0.0/24').containsIP('192.168.1.1')", "false"),
    ("cidr('192.168.0.5/24').containsIP('192.168.0.1')", "true"),
    ("cidr('2001:db8::/32').containsIP('2001:db8::1')", "true"),
    ("cidr('0.0.0.0/0').containsIP('::1')", "false"), ("cidr('::/0').containsIP(ip('10.0.0.1'))", "false"),
    ("cidr('10.0.0.0/8').containsIP(x)", "true"), ("cidr('10.0.0.0/8').containsIP(dyn('10.0.0.0/8'))", "error"),
    ("cidr('10.0.0.0/8').containsIP(dyn(1))", "error"),
    ("cidr('192.168.0.0/16').containsCIDR(cidr('192.168.10.0/24'))", "true"),
    ("cidr('192.168.0.0/24').containsCIDR('192.168.0.0/23')", "false"),
    ("cidr('10.0.0.0/8').containsCIDR('10.0.0.0/8')", "true"),
    ("cidr('192.168.0.7/24').containsCIDR('192.168.0.9/25')", "true"),
    ("cidr('0.0.0.0/0').containsCIDR('::/0')", "false"), ("cidr('::/0').containsCIDR('2001:db8::/33')", "true"),
    ("cidr('10.0.0.0/8').containsCIDR(dyn('10.0.0.1'))", "error"),
    ("cidr('192.168.0.1/24').ip() == ip('192.168.0.1')", "true"), ("cidr('::1/128').ip().family()", "6"),
    ("cidr('192.168.0.1/24').masked() == cidr('192.168.0.0/24')", "true"),
    ("cidr('192.168.0.1/24') == cidr('192.168.0.0/24')", "false"),
    ("cidr('10.0.0.0/8') == cidr('10.0.0.0/9')", "false"), ("cidr('10.0.0.0/8') == cidr('10.0.0.0/8')", "true"),
    ("cidr('192.168.0.0/16').prefixLength()", "16"), ("cidr('::1/128').prefixLength()", "128"),
    ("string(cidr('192.168.0.1/24'))", "192.168.0.1/24"), ("string(cidr('192.168.0.1/24').masked())", "192.168.0.0/24"),
    ("string(cidr('2001:DB8::/32'))", "2001:db8::/32"),
  ])
  func blocksContain(_ source: String, _ expected: String) {
    let found = result(source)
    #expect(expected == "error" ? found.hasPrefix("error: ") : found == expected, "\(source): \(found)")
  }

  @Test(arguments: [
    ("isIP(cidr('10.0.0.0/8'))", "isIP does not take (net.CIDR); it takes (string)"),
    ("ip('10.0.0.1').prefixLength()", "no method \"prefixLength\" on net.IP"),
    ("cidr('10.0.0.0/8').containsIp('10.0.0.1')", "did you mean \"containsIP\"?"),
    ("cidr('10.0.0.0/8').containsIP(1)", "containsIP does not take (int); it takes (net.IP) or (string)"),
    ("ip.isCanonicl('::1')", "no function \"ip.isCanonicl\"; did you mean \"isCanonical\"?"),
    ("ip('10.0.0.0/8')", "\"10.0.0.0/8\" is no IP address: it is a CIDR block, which cidr(…) reads"),
    ("cidr('10.0.0.1')", "\"10.0.0.1\" is no CIDR block: it has no /length"),
    ("ip('::ffff:10.0.0.1')", "\"::ffff:10.0.0.1\" is an IPv4-mapped IPv6 address: write the IPv4 address"),
    ("ip('10.0.0.1') == '10.0.0.1'", "net.IP == string is not defined"),
    ("ip('10.0.0.1') < ip('10.0.0.2')", "net.IP < net.IP is not defined"),
  ])
  func mistakes(_ source: String, _ part: String) {
    let found = result(source)
    #expect(found.hasPrefix("rejected: ") && found.contains(part), "\(found)")
  }

  /// The product's own sets of addresses answer the same questions.
  @Test(arguments: [
    ("config.trusted_networks.containsIP('10.1.2.3')", "true"),
    ("config.trusted_networks.containsIP(ip('11.1.2.3'))", "false"),
    ("config.trusted_networks.containsCIDR('10.1.0.0/16')", "true"),
    ("config.trusted_networks.containsCIDR(cidr('10.0.0.0/7'))", "false"),
    ("config.trusted_networks.containsIP(x)", "true"), ("config.trusted_networks.contains('10.1.0.0/16')", "true"),
  ])
  func setsOfAddresses(_ source: String, _ expected: String) throws {
    var options = LintOptions()
    options.trustedNetworks = try #require(AddressSet(text: "10.0.0.0/8"))
    let context = LintContext(Facts(Infrastructure()), options)
    var bindings: Bindings = ["x": .string("10.0.0.1")]
    for (name, value) in GlobalObjects.values(context) { bindings[name] = value }
    let environment = Relations.environment(ObjectSchema(Names.parameters, fields: [:])).adding("x", .dyn)
    let checked = try environment.check(try Expression.parse(source)).expression
    #expect(checked.evaluate(bindings).boolValue == (expected == "true"))
  }
}
