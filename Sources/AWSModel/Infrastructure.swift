/// Everything that the input declares or implies, whichever tool declared it: by kind, in declaration order.
///
/// Front ends have settled what the tools leave open: defaults are filled in, separate rules, routes, entries and
/// attachments stand with what they belong to, and the objects that AWS creates by itself are listed.
package struct Infrastructure: Sendable {
  package var vpcs: [VPC] = []
  package var subnets: [Subnet] = []
  package var routeTables: [RouteTable] = []
  package var routeTableAssociations: [RouteTableAssociation] = []
  package var internetGateways: [InternetGateway] = []
  package var gatewayAttachments: [GatewayAttachment] = []
  package var egressOnlyGateways: [EgressOnlyInternetGateway] = []
  package var natGateways: [NATGateway] = []
  package var elasticIPs: [ElasticIP] = []
  package var addressAssociations: [AddressAssociation] = []
  package var networkInterfaces: [NetworkInterface] = []
  package var prefixLists: [PrefixList] = []
  package var securityGroups: [SecurityGroup] = []
  package var networkACLs: [NetworkACL] = []
  package var networkACLAssociations: [NetworkACLAssociation] = []

  package var peerings: [PeeringConnection] = []
  package var transitGateways: [TransitGateway] = []
  package var transitAttachments: [TransitAttachment] = []
  package var transitRouteTables: [TransitRouteTable] = []
  package var transitAssociations: [TransitAssociation] = []
  package var transitPropagations: [TransitPropagation] = []
  package var vpnGateways: [VPNGateway] = []
  package var vpnConnections: [VPNConnection] = []
  package var routePropagations: [RoutePropagation] = []
  package var carrierGateways: [CarrierGateway] = []
  package var vpcEndpoints: [VPCEndpoint] = []
  package var endpointServices: [EndpointService] = []
  package var groupAssociations: [GroupVPCAssociation] = []
  package var publicAccessBlocks: [PublicAccessBlock] = []
  package var publicAccessExclusions: [PublicAccessExclusion] = []
  package var flowLogs: [FlowLog] = []
  package var hostedZones: [HostedZone] = []
  package var dnsRecords: [DNSRecord] = []

  package var instances: [Instance] = []
  package var launchTemplates: [LaunchTemplate] = []
  package var autoScalingGroups: [AutoScalingGroup] = []
  package var services: [ContainerService] = []
  package var taskDefinitions: [TaskDefinition] = []
  package var capacityProviders: [CapacityProvider] = []
  package var containerClusters: [ContainerCluster] = []
  package var outboundServices: [OutboundService] = []
  package var kubernetesClusters: [KubernetesCluster] = []
  package var nodeGroups: [NodeGroup] = []

  package var loadBalancers: [LoadBalancer] = []
  package var listeners: [Listener] = []
  package var listenerRules: [ListenerRule] = []
  package var targetGroups: [TargetGroup] = []
  package var entryPoints: [EntryPoint] = []
  package var distributions: [Distribution] = []
  package var webACLAssociations: [WebACLAssociation] = []

  package var databases: [Database] = []
  package var databaseSubnetGroups: [DatabaseSubnetGroup] = []
  package var dataStores: [DataStore] = []
  package var buckets: [Bucket] = []

  package var identities: [Identity] = []
  package var managedPolicies: [ManagedPolicy] = []
  package var instanceProfiles: [InstanceProfile] = []
  /// What policies name besides buckets and identities.
  package var namedResources: [NamedResource] = []
  package var resourcePolicies: [ResourcePolicy] = []
  package var functionQualifiers: [FunctionQualifier] = []
  /// The accounts that stacks are deployed to, where the input says so.
  package var accounts: [String: String] = [:]
  /// Stacks that are deployed to one account, whichever it is: one imports what the other exports.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html
  package var stacksOfOneAccount: [Set<String>] = []
  /// The regions that stacks are deployed to as a whole, where the input says so.
  package var regions: [String: String] = [:]

  /// Settings on which no path and no grant depends; of some resources nothing else is known.
  package var settings: [ResourceSettings] = []

  /// Declared, but of a type that is not modelled; each is also a diagnostic.
  package var unmodelled: [Declaration] = []
  /// Security groups and hosted zones that are named by something that is not modelled.
  package var mentions: [Mention] = []
  /// Parts of what other stacks may have.
  package var strayParts: [StrayPart] = []
  /// Names of what the input takes away.
  package var departedNames: [DepartedName] = []
  /// The addresses that plans give to what has another one before, by that other one.
  package var movedAddresses: [String: String] = [:]
  package var diagnostics: [Diagnostic] = []
  /// All resources in the words of their tools, of each stack.
  package var native: [NativeResources] = []

  package init() {}

  /// Every resource, in no particular order of kinds but each kind in declaration order.
  package var allResources: [any Resource] {
    var all: [any Resource] = []
    all += vpcs as [any Resource]
    all += subnets as [any Resource]
    all += routeTables as [any Resource]
    all += routeTableAssociations as [any Resource]
    all += internetGateways as [any Resource]
    all += gatewayAttachments as [any Resource]
    all += egressOnlyGateways as [any Resource]
    all += natGateways as [any Resource]
    all += elasticIPs as [any Resource]
    all += addressAssociations as [any Resource]
    all += networkInterfaces as [any Resource]
    all += prefixLists as [any Resource]
    all += securityGroups as [any Resource]
    all += networkACLs as [any Resource]
    all += networkACLAssociations as [any Resource]
    all += peerings as [any Resource]
    all += transitGateways as [any Resource]
    all += transitAttachments as [any Resource]
    all += transitRouteTables as [any Resource]
    all += transitAssociations as [any Resource]
    all += transitPropagations as [any Resource]
    all += vpnGateways as [any Resource]
    all += vpnConnections as [any Resource]
    all += routePropagations as [any Resource]
    all += carrierGateways as [any Resource]
    all += vpcEndpoints as [any Resource]
    all += endpointServices as [any Resource]
    all += groupAssociations as [any Resource]
    all += publicAccessBlocks as [any Resource]
    all += publicAccessExclusions as [any Resource]
    all += flowLogs as [any Resource]
    all += hostedZones as [any Resource]
    all += dnsRecords as [any Resource]
    all += instances as [any Resource]
    all += launchTemplates as [any Resource]
    all += autoScalingGroups as [any Resource]
    all += services as [any Resource]
    all += taskDefinitions as [any Resource]
    all += capacityProviders as [any Resource]
    all += containerClusters as [any Resource]
    all += outboundServices as [any Resource]
    all += kubernetesClusters as [any Resource]
    all += nodeGroups as [any Resource]
    all += loadBalancers as [any Resource]
    all += listeners as [any Resource]
    all += listenerRules as [any Resource]
    all += targetGroups as [any Resource]
    all += entryPoints as [any Resource]
    all += distributions as [any Resource]
    all += webACLAssociations as [any Resource]
    all += databases as [any Resource]
    all += databaseSubnetGroups as [any Resource]
    all += dataStores as [any Resource]
    all += buckets as [any Resource]
    all += identities as [any Resource]
    all += managedPolicies as [any Resource]
    all += instanceProfiles as [any Resource]
    all += functionQualifiers as [any Resource]
    all += settings.filter(\.kind.standsAlone) as [any Resource]
    // A policy may be spelled by what it is of, and some of what policies name is listed by what else it is.
    var known = Set(all.map(\.id))
    for resource in namedResources as [any Resource] + resourcePolicies as [any Resource]
    where known.insert(resource.id).inserted {
      all.append(resource)
    }
    return all
  }

  /// This and another stack's resources together.
  package mutating func append(_ other: Infrastructure) {
    vpcs += other.vpcs
    subnets += other.subnets
    routeTables += other.routeTables
    routeTableAssociations += other.routeTableAssociations
    internetGateways += other.internetGateways
    gatewayAttachments += other.gatewayAttachments
    egressOnlyGateways += other.egressOnlyGateways
    natGateways += other.natGateways
    elasticIPs += other.elasticIPs
    addressAssociations += other.addressAssociations
    networkInterfaces += other.networkInterfaces
    prefixLists += other.prefixLists
    securityGroups += other.securityGroups
    networkACLs += other.networkACLs
    networkACLAssociations += other.networkACLAssociations
    peerings += other.peerings
    transitGateways += other.transitGateways
    transitAttachments += other.transitAttachments
    transitRouteTables += other.transitRouteTables
    transitAssociations += other.transitAssociations
    transitPropagations += other.transitPropagations
    vpnGateways += other.vpnGateways
    vpnConnections += other.vpnConnections
    routePropagations += other.routePropagations
    carrierGateways += other.carrierGateways
    vpcEndpoints += other.vpcEndpoints
    endpointServices += other.endpointServices
    groupAssociations += other.groupAssociations
    publicAccessBlocks += other.publicAccessBlocks
    publicAccessExclusions += other.publicAccessExclusions
    flowLogs += other.flowLogs
    hostedZones += other.hostedZones
    dnsRecords += other.dnsRecords
    instances += other.instances
    launchTemplates += other.launchTemplates
    autoScalingGroups += other.autoScalingGroups
    services += other.services
    taskDefinitions += other.taskDefinitions
    capacityProviders += other.capacityProviders
    containerClusters += other.containerClusters
    outboundServices += other.outboundServices
    kubernetesClusters += other.kubernetesClusters
    nodeGroups += other.nodeGroups
    loadBalancers += other.loadBalancers
    listeners += other.listeners
    listenerRules += other.listenerRules
    targetGroups += other.targetGroups
    entryPoints += other.entryPoints
    distributions += other.distributions
    webACLAssociations += other.webACLAssociations
    databases += other.databases
    databaseSubnetGroups += other.databaseSubnetGroups
    dataStores += other.dataStores
    buckets += other.buckets
    identities += other.identities
    managedPolicies += other.managedPolicies
    instanceProfiles += other.instanceProfiles
    settings += other.settings
    namedResources += other.namedResources
    resourcePolicies += other.resourcePolicies
    functionQualifiers += other.functionQualifiers
    accounts.merge(other.accounts) { first, _ in first }
    stacksOfOneAccount += other.stacksOfOneAccount
    regions.merge(other.regions) { first, _ in first }
    unmodelled += other.unmodelled
    mentions += other.mentions
    strayParts += other.strayParts
    departedNames += other.departedNames
    movedAddresses.merge(other.movedAddresses) { first, _ in first }
    diagnostics += other.diagnostics
    native += other.native
  }
}
