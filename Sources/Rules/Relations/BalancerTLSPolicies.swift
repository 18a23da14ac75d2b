/// The security policies of load balancers, by the oldest version of TLS that each admits.
///
/// Sources: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html,
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/describe-ssl-policies.html
enum BalancerTLSPolicies {
  /// Of `ELBSecurityPolicy-2016-08`, which the API, CloudFormation and Terraform take where none is named.
  static let usual = 1.0

  /// Nil for a policy that is not in the list.
  static func oldestVersion(of policy: String) -> Double? {
    guard policy.hasPrefix(prefix) else { return nil }
    let name = policy.dropFirst(prefix.count)
    return byVersion.first { " \($0.names) ".contains(" \(name) ") }?.version
  }

  private static let prefix = "ELBSecurityPolicy-"

  private static let byVersion: [(version: Double, names: String)] = [
    (
      1.0,
      """
      2015-05 2016-08 TLS-1-0-2015-04 FS-2018-06 TLS13-1-0-2021-06 TLS13-1-0-FIPS-2023-04 TLS13-1-0-PQ-2025-09 \
      TLS13-1-0-FIPS-PQ-2025-09
      """
    ),
    (1.1, "TLS-1-1-2017-01 FS-1-1-2019-08 TLS13-1-1-2021-06 TLS13-1-1-FIPS-2023-04"),
    (
      1.2,
      """
      TLS-1-2-2017-01 TLS-1-2-Ext-2018-06 FS-1-2-2019-08 FS-1-2-Res-2019-08 FS-1-2-Res-2020-10 TLS13-1-2-2021-06 \
      TLS13-1-2-Res-2021-06 TLS13-1-2-Ext1-2021-06 TLS13-1-2-Ext2-2021-06 TLS13-1-2-FIPS-2023-04 \
      TLS13-1-2-Res-FIPS-2023-04 TLS13-1-2-Ext0-FIPS-2023-04 TLS13-1-2-Ext1-FIPS-2023-04 TLS13-1-2-Ext2-FIPS-2023-04 \
      TLS13-1-2-PQ-2025-09 TLS13-1-2-Res-PQ-2025-09 TLS13-1-2-Ext1-PQ-2025-09 TLS13-1-2-Ext2-PQ-2025-09 \
      TLS13-1-2-FIPS-PQ-2025-09 TLS13-1-2-Res-FIPS-PQ-2025-09 TLS13-1-2-Ext0-FIPS-PQ-2025-09 \
      TLS13-1-2-Ext1-FIPS-PQ-2025-09 TLS13-1-2-Ext2-FIPS-PQ-2025-09 TLS13-1-2-RFC9151-FIPS-2023-07 \
      TLS13-1-2-Ext0-RFC9151-FIPS-2023-07 TLS13-1-2-RFC9151-INTEROP1-FIPS-2023-07 \
      TLS13-1-2-RFC9151-INTEROP2-FIPS-2023-07 TLS13-1-2-RFC9151-INTEROP3-FIPS-2023-07 \
      TLS13-1-2-RFC9151-INTEROP4-FIPS-2023-07
      """
    ),
    (1.3, "TLS13-1-3-2021-06 TLS13-1-3-FIPS-2023-04 TLS13-1-3-PQ-2025-09 TLS13-1-3-FIPS-PQ-2025-09"),
  ]
}
