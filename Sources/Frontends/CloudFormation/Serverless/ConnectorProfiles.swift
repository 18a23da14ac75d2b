/// What the serverless transform makes of a connector, by what it leads from and to.
///
/// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/reference-sam-connector.html
enum ConnectorProfiles {
  struct Row {
    /// `Read` or `Write`.
    let category: String
    let grant: Grant
    let actions: [String]
    /// What it is granted on, or, of a service, what it has to act for; with `${}` for attributes of both ends.
    let patterns: [String]
  }

  enum Grant: Equatable {
    /// A managed policy that the role of one of the ends gets.
    case source
    case destination
    /// A statement of the destination's own policy, for a service that acts for the source.
    case service(String)
  }

  /// What there is between two types of resources; empty if they cannot be connected.
  static func rows(from source: String, to destination: String) -> [Row] { table["\(source) \(destination)"] ?? [] }

  private static let table: [String: [Row]] = text.split(separator: "\n").reduce(into: [:]) { table, line in
    let columns = line.split(separator: "|").map { $0.split(separator: " ").map(String.init) }
    let grant: Grant =
      switch columns[0][3] {
      case "source": .source
      case "destination": .destination
      case let service: .service(service)
      }
    let patterns = columns[2].map {
      $0.replacing("arn:&", with: "arn:${AWS::Partition}").replacing("@", with: "${AWS::Region}:${AWS::AccountId}")
    }
    table["AWS::\(columns[0][0]) AWS::\(columns[0][1])", default: []].append(
      Row(category: columns[0][2], grant: grant, actions: columns[1], patterns: patterns))
  }

  /// The types of both ends, the category and who is granted something, then actions, then patterns.
  ///
  /// `&` is the partition, `@` the region and account.
  private static let text = """
    DynamoDB::Table Lambda::Function Read destination | dynamodb:DescribeStream dynamodb:GetRecords dynamodb:GetShardIterator dynamodb:ListStreams | ${Source.Arn}/stream/*
    Events::Rule SNS::Topic Write events.amazonaws.com | sns:Publish | ${Source.Arn}
    Events::Rule Events::EventBus Write source | events:PutEvents | ${Destination.Arn}
    Events::Rule StepFunctions::StateMachine Write source | states:StartExecution | ${Destination.Arn}
    Events::Rule Lambda::Function Write events.amazonaws.com | lambda:InvokeFunction | ${Source.Arn}
    Events::Rule SQS::Queue Write events.amazonaws.com | sqs:SendMessage | ${Source.Arn}
    Lambda::Function Lambda::Function Write source | lambda:InvokeAsync lambda:InvokeFunction | ${Destination.Arn}
    Lambda::Function S3::Bucket Read source | s3:GetObject s3:GetObjectAcl s3:GetObjectLegalHold s3:GetObjectRetention s3:GetObjectTorrent s3:GetObjectVersion s3:GetObjectVersionAcl s3:GetObjectVersionForReplication s3:GetObjectVersionTorrent s3:ListBucket s3:ListBucketMultipartUploads s3:ListBucketVersions s3:ListMultipartUploadParts | ${Destination.Arn} ${Destination.Arn}/*
    Lambda::Function S3::Bucket Write source | s3:AbortMultipartUpload s3:DeleteObject s3:DeleteObjectVersion s3:PutObject s3:PutObjectLegalHold s3:PutObjectRetention s3:RestoreObject | ${Destination.Arn} ${Destination.Arn}/*
    Lambda::Function DynamoDB::Table Read source | dynamodb:GetItem dynamodb:Query dynamodb:Scan dynamodb:BatchGetItem dynamodb:ConditionCheckItem dynamodb:PartiQLSelect | ${Destination.Arn} ${Destination.Arn}/index/*
    Lambda::Function DynamoDB::Table Write source | dynamodb:PutItem dynamodb:UpdateItem dynamodb:DeleteItem dynamodb:BatchWriteItem dynamodb:PartiQLDelete dynamodb:PartiQLInsert dynamodb:PartiQLUpdate | ${Destination.Arn} ${Destination.Arn}/index/*
    Lambda::Function SQS::Queue Read source | sqs:ReceiveMessage sqs:GetQueueAttributes | ${Destination.Arn}
    Lambda::Function SQS::Queue Write source | sqs:DeleteMessage sqs:SendMessage sqs:ChangeMessageVisibility sqs:PurgeQueue | ${Destination.Arn}
    Lambda::Function SNS::Topic Write source | sns:Publish | ${Destination.Arn}
    Lambda::Function StepFunctions::StateMachine Write source | states:StartExecution states:StartSyncExecution | ${Destination.Arn}
    Lambda::Function StepFunctions::StateMachine Write source | states:StopExecution | arn:&:states:@:execution:${Destination.Name}:*
    Lambda::Function StepFunctions::StateMachine Read source | states:DescribeStateMachine states:ListExecutions | ${Destination.Arn}
    Lambda::Function StepFunctions::StateMachine Read source | states:DescribeExecution states:DescribeStateMachineForExecution states:GetExecutionHistory | arn:&:states:@:execution:${Destination.Name}:*
    Lambda::Function Events::EventBus Write source | events:PutEvents | ${Destination.Arn}
    Lambda::Function Location::PlaceIndex Read source | geo:DescribePlaceIndex geo:GetPlace geo:SearchPlaceIndexForPosition geo:SearchPlaceIndexForSuggestions geo:SearchPlaceIndexForText | ${Destination.Arn}
    ApiGatewayV2::Api Lambda::Function Write apigateway.amazonaws.com | lambda:InvokeFunction | arn:&:execute-api:@:${Source.ResourceId}/${Source.Qualifier}
    ApiGateway::RestApi Lambda::Function Write apigateway.amazonaws.com | lambda:InvokeFunction | arn:&:execute-api:@:${Source.ResourceId}/${Source.Qualifier}
    SNS::Topic SQS::Queue Write sns.amazonaws.com | sqs:SendMessage | ${Source.Arn}
    SNS::Topic Lambda::Function Write sns.amazonaws.com | lambda:InvokeFunction | ${Source.Arn}
    SQS::Queue Lambda::Function Write destination | sqs:DeleteMessage | ${Source.Arn}
    SQS::Queue Lambda::Function Read destination | sqs:ReceiveMessage sqs:GetQueueAttributes | ${Source.Arn}
    S3::Bucket Lambda::Function Write s3.amazonaws.com | lambda:InvokeFunction | ${Source.Arn}
    StepFunctions::StateMachine Lambda::Function Write source | lambda:InvokeAsync lambda:InvokeFunction | ${Destination.Arn}
    StepFunctions::StateMachine SNS::Topic Write source | sns:Publish | ${Destination.Arn}
    StepFunctions::StateMachine SQS::Queue Write source | sqs:SendMessage | ${Destination.Arn}
    StepFunctions::StateMachine S3::Bucket Read source | s3:GetObject s3:GetObjectAcl s3:GetObjectLegalHold s3:GetObjectRetention s3:GetObjectTorrent s3:GetObjectVersion s3:GetObjectVersionAcl s3:GetObjectVersionForReplication s3:GetObjectVersionTorrent s3:ListBucket s3:ListBucketMultipartUploads s3:ListBucketVersions s3:ListMultipartUploadParts | ${Destination.Arn} ${Destination.Arn}/*
    StepFunctions::StateMachine S3::Bucket Write source | s3:AbortMultipartUpload s3:DeleteObject s3:DeleteObjectVersion s3:PutObject s3:PutObjectLegalHold s3:PutObjectRetention s3:RestoreObject | ${Destination.Arn} ${Destination.Arn}/*
    StepFunctions::StateMachine DynamoDB::Table Read source | dynamodb:GetItem dynamodb:Query dynamodb:Scan dynamodb:BatchGetItem dynamodb:ConditionCheckItem dynamodb:PartiQLSelect | ${Destination.Arn} ${Destination.Arn}/index/*
    StepFunctions::StateMachine DynamoDB::Table Write source | dynamodb:PutItem dynamodb:UpdateItem dynamodb:DeleteItem dynamodb:BatchWriteItem dynamodb:PartiQLDelete dynamodb:PartiQLInsert dynamodb:PartiQLUpdate | ${Destination.Arn} ${Destination.Arn}/index/*
    StepFunctions::StateMachine StepFunctions::StateMachine Read source | states:DescribeExecution | arn:&:states:@:execution:${Destination.Name}:*
    StepFunctions::StateMachine StepFunctions::StateMachine Read source | events:DescribeRule | arn:&:events:@:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule
    StepFunctions::StateMachine StepFunctions::StateMachine Write source | states:StartExecution | ${Destination.Arn}
    StepFunctions::StateMachine StepFunctions::StateMachine Write source | states:StopExecution | arn:&:states:@:execution:${Destination.Name}:*
    StepFunctions::StateMachine StepFunctions::StateMachine Write source | events:PutTargets events:PutRule | arn:&:events:@:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule
    StepFunctions::StateMachine Events::EventBus Write source | events:PutEvents | ${Destination.Arn}
    AppSync::DataSource DynamoDB::Table Read source | dynamodb:GetItem dynamodb:Query dynamodb:Scan dynamodb:BatchGetItem dynamodb:ConditionCheckItem dynamodb:PartiQLSelect | ${Destination.Arn} ${Destination.Arn}/index/*
    AppSync::DataSource DynamoDB::Table Write source | dynamodb:PutItem dynamodb:UpdateItem dynamodb:DeleteItem dynamodb:BatchWriteItem dynamodb:PartiQLDelete dynamodb:PartiQLInsert dynamodb:PartiQLUpdate | ${Destination.Arn} ${Destination.Arn}/index/*
    AppSync::DataSource Lambda::Function Write source | lambda:InvokeAsync lambda:InvokeFunction | ${Destination.Arn} ${Destination.Arn}:*
    AppSync::DataSource Events::EventBus Write source | events:PutEvents | ${Destination.Arn}
    AppSync::GraphQLApi Lambda::Function Write appsync.amazonaws.com | lambda:InvokeFunction | arn:&:appsync:@:apis/${Source.ResourceId}
    """
}
