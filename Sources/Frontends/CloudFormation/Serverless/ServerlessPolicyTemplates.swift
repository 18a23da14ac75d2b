/// The policies that serverless applications name instead of writing them.
///
/// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-template-list.html
enum ServerlessPolicyTemplates {
  /// A statement of a template: what it allows, with the names of the template's parameters in `${}`.
  struct Statement {
    let actions: [String]
    let resources: [String]
    /// Whether it holds only under a condition.
    let isConditional: Bool
  }

  /// The statements of a template; nil if there is none of that name.
  static func statements(of name: String) -> [Statement]? {
    let found = rows.filter { $0.name == name }.map(\.statement)
    return found.isEmpty ? nil : found
  }

  static var names: [String] { rows.map(\.name) }

  private static let rows: [(name: String, statement: Statement)] = table.split(separator: "\n").map { line in
    let columns = line.split(separator: "|").map { $0.split(separator: " ").map(String.init) }
    let resources = columns[2].map {
      $0.replacing("arn:&", with: "arn:${AWS::Partition}").replacing("@", with: "${AWS::Region}:${AWS::AccountId}")
    }
    return (
      columns[0][0],
      Statement(actions: columns[1], resources: resources, isConditional: columns[0].count > 1)
    )
  }

  /// Name (with `?` if under a condition), actions and resources; `&` is the partition, `@` the region and account.
  private static let table = """
    AMIDescribePolicy | ec2:DescribeImages | *
    AWSSecretsManagerGetSecretValuePolicy | secretsmanager:GetSecretValue | ${SecretArn}
    AWSSecretsManagerRotationPolicy ? | secretsmanager:DescribeSecret secretsmanager:GetSecretValue secretsmanager:PutSecretValue secretsmanager:UpdateSecretVersionStage | arn:&:secretsmanager:@:secret:*
    AWSSecretsManagerRotationPolicy | secretsmanager:GetRandomPassword | *
    AcmGetCertificatePolicy | acm:GetCertificate | ${CertificateArn}
    AthenaQueryPolicy | athena:ListWorkGroups athena:GetExecutionEngine athena:GetExecutionEngines athena:GetNamespace athena:GetCatalogs athena:GetNamespaces athena:GetTables athena:GetTable | *
    AthenaQueryPolicy | athena:StartQueryExecution athena:GetQueryResults athena:DeleteNamedQuery athena:GetNamedQuery athena:ListQueryExecutions athena:StopQueryExecution athena:GetQueryResultsStream athena:ListNamedQueries athena:CreateNamedQuery athena:GetQueryExecution athena:BatchGetNamedQuery athena:BatchGetQueryExecution athena:GetWorkGroup | arn:&:athena:@:workgroup/${WorkGroupName}
    CloudFormationDescribeStacksPolicy | cloudformation:DescribeStacks | arn:&:cloudformation:@:stack/*
    CloudWatchDashboardPolicy | cloudwatch:GetDashboard cloudwatch:ListDashboards cloudwatch:PutDashboard cloudwatch:ListMetrics | *
    CloudWatchDescribeAlarmHistoryPolicy | cloudwatch:DescribeAlarmHistory | *
    CloudWatchPutMetricPolicy | cloudwatch:PutMetricData | *
    CodeCommitCrudPolicy | codecommit:GitPull codecommit:GitPush codecommit:CreateBranch codecommit:DeleteBranch codecommit:GetBranch codecommit:ListBranches codecommit:MergeBranchesByFastForward codecommit:MergeBranchesBySquash codecommit:MergeBranchesByThreeWay codecommit:UpdateDefaultBranch codecommit:BatchDescribeMergeConflicts codecommit:CreateUnreferencedMergeCommit codecommit:DescribeMergeConflicts codecommit:GetMergeCommit codecommit:GetMergeOptions codecommit:BatchGetPullRequests codecommit:CreatePullRequest codecommit:DescribePullRequestEvents codecommit:GetCommentsForPullRequest codecommit:GetCommitsFromMergeBase codecommit:GetMergeConflicts codecommit:GetPullRequest codecommit:ListPullRequests codecommit:MergePullRequestByFastForward codecommit:MergePullRequestBySquash codecommit:MergePullRequestByThreeWay codecommit:PostCommentForPullRequest codecommit:UpdatePullRequestDescription codecommit:UpdatePullRequestStatus codecommit:UpdatePullRequestTitle codecommit:DeleteFile codecommit:GetBlob codecommit:GetFile codecommit:GetFolder codecommit:PutFile codecommit:DeleteCommentContent codecommit:GetComment codecommit:GetCommentsForComparedCommit codecommit:PostCommentForComparedCommit codecommit:PostCommentReply codecommit:UpdateComment codecommit:BatchGetCommits codecommit:CreateCommit codecommit:GetCommit codecommit:GetCommitHistory codecommit:GetDifferences codecommit:GetObjectIdentifier codecommit:GetReferences codecommit:GetTree codecommit:GetRepository codecommit:UpdateRepositoryDescription codecommit:ListTagsForResource codecommit:TagResource codecommit:UntagResource codecommit:GetRepositoryTriggers codecommit:PutRepositoryTriggers codecommit:TestRepositoryTriggers codecommit:GetBranch codecommit:GetCommit codecommit:UploadArchive codecommit:GetUploadArchiveStatus codecommit:CancelUploadArchive | arn:&:codecommit:@:${RepositoryName}
    CodeCommitReadPolicy | codecommit:GitPull codecommit:GetBranch codecommit:ListBranches codecommit:BatchDescribeMergeConflicts codecommit:DescribeMergeConflicts codecommit:GetMergeCommit codecommit:GetMergeOptions codecommit:BatchGetPullRequests codecommit:DescribePullRequestEvents codecommit:GetCommentsForPullRequest codecommit:GetCommitsFromMergeBase codecommit:GetMergeConflicts codecommit:GetPullRequest codecommit:ListPullRequests codecommit:GetBlob codecommit:GetFile codecommit:GetFolder codecommit:GetComment codecommit:GetCommentsForComparedCommit codecommit:BatchGetCommits codecommit:GetCommit codecommit:GetCommitHistory codecommit:GetDifferences codecommit:GetObjectIdentifier codecommit:GetReferences codecommit:GetTree codecommit:GetRepository codecommit:ListTagsForResource codecommit:GetRepositoryTriggers codecommit:TestRepositoryTriggers codecommit:GetBranch codecommit:GetCommit codecommit:GetUploadArchiveStatus | arn:&:codecommit:@:${RepositoryName}
    CodePipelineLambdaExecutionPolicy | codepipeline:PutJobSuccessResult codepipeline:PutJobFailureResult | *
    CodePipelineReadOnlyPolicy | codepipeline:ListPipelineExecutions | arn:&:codepipeline:@:${PipelineName}
    ComprehendBasicAccessPolicy | comprehend:BatchDetectKeyPhrases comprehend:DetectDominantLanguage comprehend:DetectEntities comprehend:BatchDetectEntities comprehend:DetectKeyPhrases comprehend:DetectSentiment comprehend:BatchDetectDominantLanguage comprehend:BatchDetectSentiment | *
    CostExplorerReadOnlyPolicy | ce:GetCostAndUsage ce:GetDimensionValues ce:GetReservationCoverage ce:GetReservationPurchaseRecommendation ce:GetReservationUtilization ce:GetTags | *
    DynamoDBBackupFullAccessPolicy | dynamodb:CreateBackup dynamodb:DescribeContinuousBackups | arn:&:dynamodb:@:table/${TableName}
    DynamoDBBackupFullAccessPolicy | dynamodb:DeleteBackup dynamodb:DescribeBackup dynamodb:ListBackups | arn:&:dynamodb:@:table/${TableName}/backup/*
    DynamoDBCrudPolicy | dynamodb:GetItem dynamodb:DeleteItem dynamodb:PutItem dynamodb:Scan dynamodb:Query dynamodb:UpdateItem dynamodb:BatchWriteItem dynamodb:BatchGetItem dynamodb:DescribeTable dynamodb:ConditionCheckItem | arn:&:dynamodb:@:table/${TableName} arn:&:dynamodb:@:table/${TableName}/index/*
    DynamoDBReadPolicy | dynamodb:GetItem dynamodb:Scan dynamodb:Query dynamodb:BatchGetItem dynamodb:DescribeTable | arn:&:dynamodb:@:table/${TableName} arn:&:dynamodb:@:table/${TableName}/index/*
    DynamoDBReconfigurePolicy | dynamodb:UpdateTable | arn:&:dynamodb:@:table/${TableName}
    DynamoDBRestoreFromBackupPolicy | dynamodb:RestoreTableFromBackup | arn:&:dynamodb:@:table/${TableName}/backup/*
    DynamoDBRestoreFromBackupPolicy | dynamodb:PutItem dynamodb:UpdateItem dynamodb:DeleteItem dynamodb:GetItem dynamodb:Query dynamodb:Scan dynamodb:BatchWriteItem | arn:&:dynamodb:@:table/${TableName}
    DynamoDBStreamReadPolicy | dynamodb:DescribeStream dynamodb:GetRecords dynamodb:GetShardIterator | arn:&:dynamodb:@:table/${TableName}/stream/${StreamName}
    DynamoDBStreamReadPolicy | dynamodb:ListStreams | arn:&:dynamodb:@:table/${TableName}/stream/*
    DynamoDBWritePolicy | dynamodb:PutItem dynamodb:UpdateItem dynamodb:BatchWriteItem | arn:&:dynamodb:@:table/${TableName} arn:&:dynamodb:@:table/${TableName}/index/*
    EC2CopyImagePolicy | ec2:CopyImage | arn:&:ec2:@:image/${ImageId}
    EC2DescribePolicy | ec2:DescribeRegions ec2:DescribeInstances | *
    EFSWriteAccessPolicy ? | elasticfilesystem:ClientMount elasticfilesystem:ClientWrite | arn:&:elasticfilesystem:@:file-system/${FileSystem}
    EKSDescribePolicy | eks:DescribeCluster eks:ListClusters | *
    EcsRunTaskPolicy | ecs:RunTask | arn:&:ecs:@:task-definition/${TaskDefinition}
    ElasticMapReduceAddJobFlowStepsPolicy | elasticmapreduce:AddJobFlowSteps | arn:&:elasticmapreduce:@:cluster/${ClusterId}
    ElasticMapReduceCancelStepsPolicy | elasticmapreduce:CancelSteps | arn:&:elasticmapreduce:@:cluster/${ClusterId}
    ElasticMapReduceModifyInstanceFleetPolicy | elasticmapreduce:ModifyInstanceFleet elasticmapreduce:ListInstanceFleets | arn:&:elasticmapreduce:@:cluster/${ClusterId}
    ElasticMapReduceModifyInstanceGroupsPolicy | elasticmapreduce:ModifyInstanceGroups elasticmapreduce:ListInstanceGroups | arn:&:elasticmapreduce:@:cluster/${ClusterId}
    ElasticMapReduceSetTerminationProtectionPolicy | elasticmapreduce:SetTerminationProtection | arn:&:elasticmapreduce:@:cluster/${ClusterId}
    ElasticMapReduceTerminateJobFlowsPolicy | elasticmapreduce:TerminateJobFlows | arn:&:elasticmapreduce:@:cluster/${ClusterId}
    ElasticsearchHttpPostPolicy | es:ESHttpPost es:ESHttpPut | arn:&:es:@:domain/${DomainName}/*
    EventBridgePutEventsPolicy | events:PutEvents | arn:&:events:@:event-bus/${EventBusName}
    FilterLogEventsPolicy | logs:FilterLogEvents | arn:&:logs:@:log-group:${LogGroupName}:log-stream:*
    FirehoseCrudPolicy | firehose:CreateDeliveryStream firehose:DeleteDeliveryStream firehose:DescribeDeliveryStream firehose:PutRecord firehose:PutRecordBatch firehose:UpdateDestination | arn:&:firehose:@:deliverystream/${DeliveryStreamName}
    FirehoseWritePolicy | firehose:PutRecord firehose:PutRecordBatch | arn:&:firehose:@:deliverystream/${DeliveryStreamName}
    KMSDecryptPolicy | kms:Decrypt | arn:&:kms:@:key/${KeyId}
    KMSEncryptPolicy | kms:Encrypt | arn:&:kms:@:key/${KeyId}
    KMSEncryptPolicy_v2 | kms:Encrypt kms:GenerateDataKey kms:GenerateDataKeyWithoutPlaintext kms:GenerateDataKeyPair kms:GenerateDataKeyPairWithoutPlaintext | arn:&:kms:@:key/${KeyId}
    KinesisCrudPolicy | kinesis:AddTagsToStream kinesis:CreateStream kinesis:DecreaseStreamRetentionPeriod kinesis:DeleteStream kinesis:DescribeStream kinesis:DescribeStreamSummary kinesis:GetShardIterator kinesis:IncreaseStreamRetentionPeriod kinesis:ListTagsForStream kinesis:MergeShards kinesis:PutRecord kinesis:PutRecords kinesis:SplitShard kinesis:RemoveTagsFromStream | arn:&:kinesis:@:stream/${StreamName}
    KinesisStreamReadPolicy | kinesis:ListStreams kinesis:DescribeLimits | arn:&:kinesis:@:stream/*
    KinesisStreamReadPolicy | kinesis:DescribeStream kinesis:DescribeStreamSummary kinesis:GetRecords kinesis:GetShardIterator | arn:&:kinesis:@:stream/${StreamName}
    LambdaInvokePolicy | lambda:InvokeFunction | arn:&:lambda:@:function:${FunctionName}*
    MobileAnalyticsWriteOnlyAccessPolicy | mobileanalytics:PutEvents | *
    OrganizationsListAccountsPolicy | organizations:ListAccounts | *
    PinpointEndpointAccessPolicy | mobiletargeting:GetEndpoint mobiletargeting:UpdateEndpoint mobiletargeting:UpdateEndpointsBatch | arn:&:mobiletargeting:@:apps/${PinpointApplicationId}/endpoints/*
    PollyFullAccessPolicy | polly:GetLexicon polly:DeleteLexicon | arn:&:polly:@:lexicon/${LexiconName}
    PollyFullAccessPolicy | polly:DescribeVoices polly:ListLexicons polly:PutLexicon polly:SynthesizeSpeech | arn:&:polly:@:lexicon/*
    RekognitionDetectOnlyPolicy | rekognition:DetectFaces rekognition:DetectLabels rekognition:DetectModerationLabels rekognition:DetectText | *
    RekognitionFacesManagementPolicy | rekognition:IndexFaces rekognition:DeleteFaces rekognition:SearchFaces rekognition:SearchFacesByImage rekognition:ListFaces | arn:&:rekognition:@:collection/${CollectionId}
    RekognitionFacesPolicy | rekognition:CompareFaces rekognition:DetectFaces | *
    RekognitionLabelsPolicy | rekognition:DetectLabels rekognition:DetectModerationLabels | *
    RekognitionNoDataAccessPolicy | rekognition:CompareFaces rekognition:DetectFaces rekognition:DetectLabels rekognition:DetectModerationLabels | arn:&:rekognition:@:collection/${CollectionId}
    RekognitionReadPolicy | rekognition:ListCollections rekognition:ListFaces rekognition:SearchFaces rekognition:SearchFacesByImage | arn:&:rekognition:@:collection/${CollectionId}
    RekognitionWriteOnlyAccessPolicy | rekognition:CreateCollection rekognition:IndexFaces | arn:&:rekognition:@:collection/${CollectionId}
    Route53ChangeResourceRecordSetsPolicy | route53:ChangeResourceRecordSets | arn:&:route53:::hostedzone/${HostedZoneId}
    S3CrudPolicy | s3:GetObject s3:ListBucket s3:GetBucketLocation s3:GetObjectVersion s3:PutObject s3:PutObjectAcl s3:GetLifecycleConfiguration s3:PutLifecycleConfiguration s3:DeleteObject | arn:&:s3:::${BucketName} arn:&:s3:::${BucketName}/*
    S3FullAccessPolicy | s3:GetObject s3:GetObjectAcl s3:GetObjectVersion s3:PutObject s3:PutObjectAcl s3:DeleteObject s3:DeleteObjectTagging s3:DeleteObjectVersionTagging s3:GetObjectTagging s3:GetObjectVersionTagging s3:PutObjectTagging s3:PutObjectVersionTagging | arn:&:s3:::${BucketName}/*
    S3FullAccessPolicy | s3:ListBucket s3:GetBucketLocation s3:GetLifecycleConfiguration s3:PutLifecycleConfiguration | arn:&:s3:::${BucketName}
    S3ReadPolicy | s3:GetObject s3:ListBucket s3:GetBucketLocation s3:GetObjectVersion s3:GetLifecycleConfiguration | arn:&:s3:::${BucketName} arn:&:s3:::${BucketName}/*
    S3WritePolicy | s3:PutObject s3:PutObjectAcl s3:PutLifecycleConfiguration | arn:&:s3:::${BucketName} arn:&:s3:::${BucketName}/*
    SESBulkTemplatedCrudPolicy | ses:GetIdentityVerificationAttributes ses:SendEmail ses:SendRawEmail ses:SendTemplatedEmail ses:SendBulkTemplatedEmail ses:VerifyEmailIdentity | arn:&:ses:@:identity/${IdentityName}
    SESBulkTemplatedCrudPolicy_v2 | ses:SendEmail ses:SendRawEmail ses:SendTemplatedEmail ses:SendBulkTemplatedEmail | arn:&:ses:@:identity/${IdentityName} arn:&:ses:@:template/${TemplateName}
    SESBulkTemplatedCrudPolicy_v2 | ses:GetIdentityVerificationAttributes ses:VerifyEmailIdentity | *
    SESCrudPolicy | ses:GetIdentityVerificationAttributes ses:SendEmail ses:SendRawEmail ses:VerifyEmailIdentity | arn:&:ses:@:identity/${IdentityName}
    SESEmailTemplateCrudPolicy | ses:CreateTemplate ses:GetTemplate ses:ListTemplates ses:UpdateTemplate ses:DeleteTemplate ses:TestRenderTemplate | *
    SESSendBouncePolicy | ses:SendBounce | arn:&:ses:@:identity/${IdentityName}
    SNSCrudPolicy | sns:ListSubscriptionsByTopic sns:CreateTopic sns:SetTopicAttributes sns:Subscribe sns:Publish | arn:&:sns:@:${TopicName}*
    SNSPublishMessagePolicy | sns:Publish | arn:&:sns:@:${TopicName}
    SQSPollerPolicy | sqs:ChangeMessageVisibility sqs:ChangeMessageVisibilityBatch sqs:DeleteMessage sqs:DeleteMessageBatch sqs:GetQueueAttributes sqs:ReceiveMessage | arn:&:sqs:@:${QueueName}
    SQSSendMessagePolicy | sqs:SendMessage* | arn:&:sqs:@:${QueueName}
    SSMParameterReadPolicy | ssm:DescribeParameters | *
    SSMParameterReadPolicy | ssm:GetParameters ssm:GetParameter ssm:GetParametersByPath | arn:&:ssm:@:parameter/${ParameterName}
    SSMParameterWithSlashPrefixReadPolicy | ssm:DescribeParameters | *
    SSMParameterWithSlashPrefixReadPolicy | ssm:GetParameters ssm:GetParameter ssm:GetParametersByPath | arn:&:ssm:@:parameter${ParameterName}
    SageMakerCreateEndpointConfigPolicy | sagemaker:CreateEndpointConfig | arn:&:sagemaker:@:endpoint-config/${EndpointConfigName}
    SageMakerCreateEndpointPolicy | sagemaker:CreateEndpoint | arn:&:sagemaker:@:endpoint/${EndpointName}
    ServerlessRepoReadWriteAccessPolicy | serverlessrepo:CreateApplication serverlessrepo:CreateApplicationVersion serverlessrepo:UpdateApplication serverlessrepo:GetApplication serverlessrepo:ListApplications serverlessrepo:ListApplicationVersions serverlessrepo:ListApplicationDependencies | arn:&:serverlessrepo:@:applications/*
    StepFunctionsCallbackPolicy | states:SendTaskFailure states:SendTaskHeartbeat states:SendTaskSuccess | arn:&:states:@:stateMachine:${StateMachineName}
    StepFunctionsExecutionPolicy | states:StartExecution | arn:&:states:@:stateMachine:${StateMachineName}
    StepFunctionsExecutionPolicy_v2 | states:StartExecution states:StartSyncExecution | arn:&:states:@:stateMachine:${StateMachineName}
    TextractDetectAnalyzePolicy | textract:DetectDocumentText textract:StartDocumentTextDetection textract:StartDocumentAnalysis textract:AnalyzeDocument | *
    TextractGetResultPolicy | textract:GetDocumentTextDetection textract:GetDocumentAnalysis | *
    TextractPolicy | textract:* | *
    VPCAccessPolicy | ec2:CreateNetworkInterface ec2:DeleteNetworkInterface ec2:DescribeNetworkInterfaces ec2:DetachNetworkInterface | *
    """
}
