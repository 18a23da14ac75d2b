import TestSupport
import Testing

@testable import Frontends

/// What a plan has of a list of identifiers is what it refers to, whatever is written around that: so what is certainly
/// in such a list is what no way to write it leaves out.
@Suite struct TerraformListTests {
  private static let pair = ["aws_security_group.pair[0]?", "aws_security_group.pair[1]?"]
  private static let roles = ["admin", "jobs", "web"].map { "aws_security_group.role[\"\($0)\"]?" }
  private static let single = "aws_security_group.single[0]"

  /// Expressions by the interfaces that have them in `parts-of-lists/main.tf`.
  static let table: [(expressions: [String], groups: [String])] = [
    (
      [
        "splat", "legacy_splat", "slice", "element", "first_of_set", "matchkeys", "compact", "reverse",
      ], pair
    ),
    (["values", "for_all", "for_some", "by_names", "lookup", "index_made", "map_key"], roles),
    (["index"], ["aws_security_group.role[\"web\"]"]),
    // What is beside them is taken for a part of the list, which it is not of `coalescelist`, `setsubtract` and `try`.
    (["concat", "subtract"], [single] + pair),
    (["coalesced"], [single] + pair),
    (["tried"], ["aws_security_group.pair[1]", single]),
    (["conditional"], [single + "?"] + pair),
  ]

  @Test(arguments: table) func aListHoldsWhatItCertainlyHolds(expressions: [String], groups: [String]) throws {
    let model = try TerraformFixture.plan("parts-of-lists")
    for name in expressions {
      let interface = try model.networkInterfaces.at("aws_network_interface.\(name)")
      #expect(interface.groups.short.sorted() == groups.sorted(), "\(name)")
    }
  }

  @Test func instancesThatAreAlikeAreTakenAll() throws {
    let model = try TerraformFixture.plan("parts-of-lists")
    let alike = try model.loadBalancers.at("aws_lb.alike")
    #expect(alike.subnets.short == ["aws_subnet.alike[0]", "aws_subnet.alike[1]"])
    let sorts = try model.loadBalancers.at("aws_lb.private")
    #expect(sorts.subnets.short.count == 4 && sorts.subnets.short.allSatisfy { $0.hasSuffix("?") })
  }
}
