import AWSModel

extension TerraformAdapters {
  /// A flow log names what it records by one of several attributes.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/flow_log
  static func flowLog(_ resource: ResourceFields, into draft: inout Draft) {
    let subject: FlowLog.Subject =
      if let vpc = resource.fields.link("vpc_id") {
        .vpc(vpc)
      } else if let subnet = resource.fields.link("subnet_id") {
        .subnet(subnet)
      } else {
        .other
      }
    draft.infrastructure.flowLogs.append(FlowLog(declaration: resource.declaration, subject: subject))
  }
}
