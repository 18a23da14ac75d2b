import AWSModel

/// Resources that have policies of their own, and those policies.
extension TerraformAdapters {
  /// The types, with the arguments that hold a name and a policy.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs
  static let policyTypes: [String: Adapter] = [
    "aws_s3_access_point": accessPoint,
    "aws_s3control_access_point_policy": policy(.accessPoint, of: "access_point_arn"),
    "aws_sqs_queue": named(.queue, name: "name", policy: "policy"),
    "aws_sqs_queue_policy": policy(.queue, of: "queue_url"),
    "aws_sns_topic": named(.topic, name: "name", policy: "policy"),
    "aws_sns_topic_policy": policy(.topic, of: "arn"),
    "aws_kms_key": named(.key, name: nil, policy: "policy"),
    "aws_kms_external_key": named(.key, name: nil, policy: "policy"),
    "aws_kms_replica_key": named(.key, name: nil, policy: "policy"),
    "aws_kms_replica_external_key": named(.key, name: nil, policy: "policy"),
    "aws_kms_key_policy": policy(.key, of: "key_id"),
    "aws_kms_grant": keyGrant,
    "aws_lambda_alias": functionAlias,
    "aws_lambda_permission": functionPermission,
    "aws_lambda_layer_version": named(.layer, name: "layer_name", policy: nil),
    "aws_lambda_layer_version_permission": layerPermission,
    "aws_ecr_repository": named(.repository, name: "name", policy: nil),
    "aws_ecr_repository_policy": policy(.repository, of: "repository"),
    "aws_ecrpublic_repository": named(.publicRepository, name: "repository_name", policy: nil),
    "aws_ecrpublic_repository_policy": policy(.publicRepository, of: "repository_name"),
    "aws_secretsmanager_secret": named(.secret, name: "name", policy: "policy"),
    "aws_secretsmanager_secret_policy": policy(.secret, of: "secret_arn"),
    "aws_opensearch_domain_policy": policy(.searchDomain, of: "domain_name", "access_policies"),
    "aws_elasticsearch_domain_policy": policy(.searchDomain, of: "domain_name", "access_policies"),
    "aws_efs_file_system_policy": policy(.fileSystem, of: "file_system_id"),
    "aws_api_gateway_rest_api": named(.api, name: nil, policy: "policy"),
    "aws_api_gateway_rest_api_policy": policy(.api, of: "rest_api_id"),
    "aws_apigatewayv2_api": named(.api, name: nil, policy: nil),
    "aws_backup_vault": named(.backupVault, name: "name", policy: nil),
    "aws_backup_logically_air_gapped_vault": named(.backupVault, name: "name", policy: nil),
    "aws_backup_vault_policy": policy(.backupVault, of: "backup_vault_name"),
    "aws_cloudwatch_event_bus": named(.eventBus, name: "name", policy: nil),
    "aws_cloudwatch_event_bus_policy": policy(.eventBus, of: "event_bus_name"),
    "aws_cloudwatch_event_permission": busPermission,
    "data.aws_caller_identity": callerIdentity,
    "aws_glacier_vault": named(.vault, name: "name", policy: "access_policy"),
    "aws_glacier_vault_lock": policy(.vault, of: "vault_name"),
    "aws_dynamodb_resource_policy": policy(.table, of: "resource_arn"),
    "aws_dynamodb_table": named(.table, name: "name", policy: nil),
    "aws_kinesis_resource_policy": policy(.stream, of: "resource_arn"),
    "aws_kinesis_stream": named(.stream, name: "name", policy: nil),
    "aws_kinesis_firehose_delivery_stream": named(.deliveryStream, name: "name", policy: nil),
    "aws_cloudwatch_log_destination": named(.logDestination, name: "name", policy: nil),
    "aws_cloudwatch_log_destination_policy": policy(.logDestination, of: "destination_name", "access_policy"),
    "aws_cloudwatch_log_group": named(.logGroup, name: "name", policy: nil),
    "aws_cloudwatch_log_resource_policy": logPolicy,
    "aws_ssm_parameter": named(.parameter, name: "name", policy: nil),
    "aws_sfn_state_machine": named(.stateMachine, name: "name", policy: nil),
    "aws_ecr_registry_policy": registryPolicy,
    "aws_msk_cluster_policy": policy(.streamCluster, of: "cluster_arn"),
    "aws_codeartifact_domain": named(.packageDomain, name: "domain", policy: nil),
    "aws_codeartifact_domain_permissions_policy": policy(.packageDomain, of: "domain", "policy_document"),
    "aws_schemas_registry": named(.schemaRegistry, name: "name", policy: nil),
    "aws_schemas_registry_policy": policy(.schemaRegistry, of: "registry_name"),
    "aws_s3tables_table_bucket": named(.tableBucket, name: "name", policy: nil),
    "aws_s3tables_table_bucket_policy": policy(.tableBucket, of: "table_bucket_arn", "resource_policy"),
    "aws_ses_domain_identity": named(.sender, name: "domain", policy: nil),
    "aws_ses_email_identity": named(.sender, name: "email", policy: nil),
    "aws_ses_identity_policy": policy(.sender, of: "identity"),
    "aws_sesv2_email_identity": named(.sender, name: "email_identity", policy: nil),
    "aws_sesv2_email_identity_policy": policy(.sender, of: "email_identity"),
  ]

  private static func named(_ kind: NamedResource.Kind, name: String?, policy: String?) -> Adapter {
    { resource, draft in resource.addNamed(kind, name: name, policy: policy, into: &draft) }
  }

  private static func policy(_ kind: NamedResource.Kind, of subject: String, _ key: String = "policy") -> Adapter {
    { resource, draft in resource.addPolicy(kind, of: subject, key, into: &draft) }
  }

  /// What the log groups of an account let others do, services of AWS above all.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudwatch_log_resource_policy
  private static func logPolicy(_ resource: ResourceFields, into draft: inout Draft) {
    resource.addPolicyOfAll(.logGroup, "policy_document", into: &draft)
  }

  /// What somebody may do with a key besides its policy.
  ///
  /// Sources: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/kms_grant,
  /// https://docs.aws.amazon.com/kms/latest/developerguide/grants.html
  private static func keyGrant(_ resource: ResourceFields, into draft: inout Draft) {
    resource.add(
      resource.grant(to: "grantee_principal", of: "operations", service: "kms"), .key,
      of: resource.required("key_id"), into: &draft)
  }

  /// What the registry of an account lets others do with all of its repositories.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecr_registry_policy
  private static func registryPolicy(_ resource: ResourceFields, into draft: inout Draft) {
    resource.addPolicyOfAll(.repository, "policy", into: &draft)
  }

  /// An access point, with the bucket that it leads to.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_access_point
  private static func accessPoint(_ resource: ResourceFields, into draft: inout Draft) {
    resource.addNamed(
      .accessPoint, name: "name", policy: "policy", bucket: resource.required("bucket"),
      isOfVPC: resource.declares("vpc_configuration"), into: &draft)
  }

  /// A statement of the policy of a function.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_permission
  private static func functionPermission(_ resource: ResourceFields, into draft: inout Draft) {
    let function = resource.required("function_name")
    let permission = DeclaredPermission(
      resource: resource, principal: "principal", action: "action",
      conditions: [
        ("source_arn", "ArnLike", "aws:SourceArn"), ("source_account", "StringEquals", "aws:SourceAccount"),
        ("principal_org_id", "StringEquals", "aws:PrincipalOrgID"),
        ("event_source_token", "StringEquals", "lambda:EventSourceToken"),
        ("function_url_auth_type", "StringEquals", "lambda:FunctionUrlAuthType"),
        ("invoked_via_function_url", "Bool", "lambda:InvokedViaFunctionUrl"),
      ], on: function.target.id.map { resource.fields.qualified($0, by: "qualifier") })
    resource.add(permission.document, .function, of: function, into: &draft)
  }

  /// An alias for a version of a function.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_alias
  @Sendable private static func functionAlias(_ resource: ResourceFields, into draft: inout Draft) {
    resource.addQualifier(of: resource.required("function_name"), named: "name", into: &draft)
  }

  /// A statement of the policy of a version of a layer.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_layer_version_permission
  private static func layerPermission(_ resource: ResourceFields, into draft: inout Draft) {
    let permission = DeclaredPermission(
      resource: resource, principal: "principal", action: "action",
      conditions: [("organization_id", "StringEquals", "aws:PrincipalOrgID")])
    resource.add(permission.document, .layer, of: resource.required("layer_name"), into: &draft)
  }

  /// A statement of the policy of an event bus.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudwatch_event_permission
  private static func busPermission(_ resource: ResourceFields, into draft: inout Draft) {
    let bus =
      resource.fields.link("event_bus_name") ?? Link(.external("default"), at: resource.place, origin: .default)
    let document = resource.busPermission(
      principal: "principal", action: "action", condition: "condition", ("type", "key", "value"))
    resource.add(document, .eventBus, of: bus, into: &draft)
  }

  /// Whose credentials the plan was made with: the account that it is for.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/caller_identity
  private static func callerIdentity(_ resource: ResourceFields, into draft: inout Draft) {
    guard let account = resource.fields.string("account_id")?.known else { return }
    draft.infrastructure.accounts[resource.id.stack] = account
  }

  // MARK: Memberships

  /// Users of a group.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_group_membership
  static func groupMembership(_ resource: ResourceFields, into draft: inout Draft) {
    let group = resource.required("group")
    let users = resource.fields.links("users")
    for user in users.elements { draft.memberships.append((user: resource.owner(user), group: group)) }
    for why in users.rest {
      draft.memberships.append((user: Link(.unknown(why), at: resource.place), group: group))
    }
  }

  /// Groups of a user.
  ///
  /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_user_group_membership
  static func userMembership(_ resource: ResourceFields, into draft: inout Draft) {
    let user = resource.required("user")
    let groups = resource.fields.links("groups")
    for group in groups.elements { draft.memberships.append((user: user, group: resource.owner(group))) }
    for why in groups.rest {
      draft.memberships.append((user: user, group: Link(.unknown(why), at: resource.place)))
    }
  }
}
