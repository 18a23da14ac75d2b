import AWSModel

extension CloudFormationAdapters {
  /// Reads `AWS::EC2::FlowLog`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-flowlog.html
  @Sendable static func flowLog(_ resource: ResourceFields, into draft: inout Draft) {
    let type =
      resource.fields.string("ResourceType")
      ?? Attribute(.unknown(resource.missing("ResourceType")), place: resource.place)
    let subject: FlowLog.Subject =
      switch type.value {
      case .known("VPC"): .vpc(resource.required("ResourceId"))
      case .known("Subnet"): .subnet(resource.required("ResourceId"))
      case .known: .other
      case .oneOf(_, let why), .unknown(let why): .unknown(why)
      }
    draft.infrastructure.flowLogs.append(FlowLog(declaration: resource.declaration, subject: subject))
  }
}
