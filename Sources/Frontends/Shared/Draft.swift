import AWSModel

/// What the adapters of one stack have read so far: resources, and the parts that are declared apart from what they
/// belong to.
///
/// `assembled` makes the infrastructure of it.
struct Draft {
  var infrastructure = Infrastructure()
  var rules: [StandaloneRule] = []
  var routes: [StandaloneRoute] = []
  var aclEntries: [StandaloneEntry] = []
  var prefixListEntries: [(list: Link, entry: Attribute<AddressBlock>)] = []
  var vpcBlocks: [(vpc: Link, block: Attribute<AddressBlock>)] = []
  var targetAttachments: [TargetAttachment] = []
  var autoScalingAttachments: [AutoScalingAttachment] = []
  /// IPv6 blocks that are given to a subnet apart from it.
  var subnetBlocks: [(subnet: Link, block: Attribute<AddressBlock>)] = []
  var interfaceAttachments: [(interface: Link, instance: Link)] = []
  /// Groups that are given to an interface, or an instance's primary one, apart from it.
  var groupAttachments: [(interface: Link, group: Link)] = []
  var endpointParts: [EndpointPart] = []
  var peeringAcceptances: [PeeringAcceptance] = []
  var transitAcceptances: [TransitAcceptance] = []
  var transitRoutes: [StandaloneTransitRoute] = []
  var transitDefaults: [TransitDefault] = []
  var connectionRoutes: [(connection: Link, block: Attribute<AddressBlock>)] = []
  /// What is attached to the transit gateway of another attachment.
  var transitConnects: [(declaration: Declaration, transport: Link)] = []
  var clientVPNParts: [ClientVPNPart] = []
  var directConnections: [(declaration: Declaration, gateway: Link)] = []
  var memberships: [(user: Link, group: Link)] = []
  var proxyTargets: [ProxyTarget] = []
  var classicAttachments: [ClassicAttachment] = []
  var clusterProviders: [(cluster: Link, providers: PartialList<Link>)] = []
  var linkIntegrations: [LinkIntegration] = []
  var policyAttachments: [PolicyAttachment] = []
  var standalonePolicies: [StandalonePolicy] = []
  /// The permissions boundaries of what is declared elsewhere.
  var boundaries: [PolicyAttachment] = []
  var settingParts: [SettingPart] = []
  /// What resources are called to which parts may belong by name.
  var ownerNames: [ResourceID: Attribute<PartialText>] = [:]
  /// Positions of the records whose names may leave out that of their zone.
  var relativeRecords: [Int] = []
}
