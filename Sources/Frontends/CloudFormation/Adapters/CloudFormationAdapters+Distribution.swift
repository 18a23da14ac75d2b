import AWSModel

/// CloudFront distributions, and web ACLs before what they get things from.
extension CloudFormationAdapters {
  /// Reads `AWS::CloudFront::Distribution`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cloudfront-distribution-distributionconfig.html
  @Sendable static func distribution(_ resource: ResourceFields, into draft: inout Draft) {
    guard let configuration = resource.fields.block("DistributionConfig") else {
      let why = resource.missing("DistributionConfig")
      draft.infrastructure.distributions.append(
        Distribution(
          declaration: resource.declaration, aliases: PartialList(rest: [why]), origins: PartialList(rest: [why])))
      return
    }
    let blocks = configuration.blocks("Origins")
    var origins = PartialList<Distribution.Origin>(rest: blocks.rest)
    for (fields, existence) in blocks.elements {
      let domain =
        fields.text("DomainName") ?? Attribute(.unknown(resource.missing("Origins.DomainName")), place: fields.place)
      origins.elements.append(
        Distribution.Origin(
          domain: domain, target: fields.owner(ofName: domain), isInVPC: fields.presence("VpcOriginConfig"),
          headers: fields.names(of: fields.blocks("OriginCustomHeaders")) { $0.string("HeaderName")?.lowercased },
          existence: existence, place: fields.place))
    }
    draft.infrastructure.distributions.append(
      Distribution(declaration: resource.declaration, aliases: configuration.texts("Aliases"), origins: origins))
  }

  /// Reads `AWS::WAFv2::WebACLAssociation` and `AWS::WAFRegional::WebACLAssociation`.
  ///
  /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-wafv2-webaclassociation.html
  @Sendable static func webACLAssociation(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.webACLAssociations.append(
      WebACLAssociation(declaration: resource.declaration, subject: resource.required("ResourceArn")))
  }
}
