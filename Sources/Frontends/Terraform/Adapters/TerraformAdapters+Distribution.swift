import AWSModel

/// CloudFront distributions, and web ACLs before what they get things from.
extension TerraformAdapters {
  /// Reads `aws_cloudfront_distribution`.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudfront_distribution
  static func distribution(_ resource: ResourceFields, into draft: inout Draft) {
    let blocks = resource.fields.blocks("origin")
    var origins = PartialList<Distribution.Origin>(rest: blocks.rest)
    for (fields, existence) in blocks.elements {
      let domain =
        fields.text("domain_name") ?? Attribute(.unknown(resource.missing("origin.domain_name")), place: fields.place)
      origins.elements.append(
        Distribution.Origin(
          domain: domain, target: fields.owner(ofName: domain),
          isInVPC: fields.presence("vpc_origin_config"),
          headers: fields.names(of: fields.blocks("custom_header")) { $0.string("name")?.lowercased },
          existence: existence, place: fields.place))
    }
    draft.infrastructure.distributions.append(
      Distribution(declaration: resource.declaration, aliases: resource.fields.texts("aliases"), origins: origins))
  }

  /// Reads `aws_wafv2_web_acl_association` and its predecessor for load balancers.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/wafv2_web_acl_association
  static func webACLAssociation(_ resource: ResourceFields, into draft: inout Draft) {
    draft.infrastructure.webACLAssociations.append(
      WebACLAssociation(declaration: resource.declaration, subject: resource.required("resource_arn")))
  }
}
