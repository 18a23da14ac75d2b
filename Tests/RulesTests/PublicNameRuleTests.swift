import Rules
import Testing

/// Near misses of the rules about public names: records of Route 53 and origins of CloudFront.
@Suite struct PublicNameRuleTests {
  private static func found(_ rule: String, _ template: String) throws -> [String] {
    let result = try Run.lint(template, Run.catalogue(rule))
    #expect(result.errors.isEmpty && result.diagnostics.isEmpty, "\(result.diagnostics.map(\.message))")
    return result.findings.map { ($0.verdict == .yes ? "" : "?") + $0.resource.address }
  }

  // MARK: Records

  private static func record(
    name: String = "www.example.com", zone: String = "!Ref Zone", target: String, targetZone: String,
    condition: String = "", more: String = "", outputs: String = ""
  ) throws -> [String] {
    try found(
      "dns-alias-dangling",
      """
      Parameters: {Wanted: {Type: String, AllowedValues: ['yes', 'no']}}
      Conditions: {IsWanted: !Equals [!Ref Wanted, 'yes'], IsNot: !Not [!Equals [!Ref Wanted, 'yes']]}
      Resources:
        Zone: {Type: AWS::Route53::HostedZone, Properties: {Name: example.com}}
        Record:
          Type: AWS::Route53::RecordSet
          \(condition)
          Properties:
            HostedZoneId: \(zone)
            Name: \(name)
            Type: A
            AliasTarget: {DNSName: \(target), HostedZoneId: \(targetZone)}
      \(more)
      \(outputs)
      """)
  }

  private static let balancer = """
      LoadBalancer:
        Type: AWS::ElasticLoadBalancingV2::LoadBalancer
        Condition: IsWanted
        Properties: {Subnets: [subnet-0a1b2c3d, subnet-1a2b3c4d]}
    """

  @Test func aTargetIsThereUnderTheRecordsOwnCondition() throws {
    let of = { condition in
      try Self.record(
        target: "!GetAtt LoadBalancer.DNSName", targetZone: "!GetAtt LoadBalancer.CanonicalHostedZoneID",
        condition: condition, more: Self.balancer)
    }
    #expect(try of("Condition: IsWanted") == [])
    #expect(try of("") == ["?Record"])
  }

  @Test func aNameOfTheZoneHasToBeARecordOfIt() throws {
    let other = { (name: String, type: String, zone: String) in
      """
        Other:
          Type: AWS::Route53::RecordSet
          Properties: {HostedZoneId: \(zone), Name: \(name), Type: \(type), TTL: '60', ResourceRecords: ['192.0.2.1']}
      """
    }
    let of = { (more: String, outputs: String) in
      try Self.record(target: "app.example.com", targetZone: "!Ref Zone", more: more, outputs: outputs)
    }
    #expect(try of("", "") == ["Record"])
    #expect(try of(other("APP.example.com.", "A", "!Ref Zone"), "") == [])
    #expect(try of(other("'*.example.com'", "A", "!Ref Zone"), "") == [])
    #expect(try of(other("app.example.com", "AAAA", "!Ref Zone"), "") == ["Record"])
    #expect(try of(other("app.example.com", "A", "Z0123456789ABCDEFGHIJ"), "") == ["Record"])
    // Somebody else may add it to a zone that is passed on, and to one that is not here.
    #expect(try of("", "Outputs: {Zone: {Value: !Ref Zone}}") == ["?Record"])
    let elsewhere = "Z0123456789ABCDEFGHIJ"
    #expect(try Self.record(zone: elsewhere, target: "app.example.com", targetZone: elsewhere) == ["?Record"])
  }

  @Test func aWebsiteIsTheBucketOfTheRecordsName() throws {
    let website = { (bucket: String) in
      try Self.record(
        target: "s3-website-eu-west-1.amazonaws.com", targetZone: "Z1BKCTXD74EZPE",
        more: "  Bucket: {Type: AWS::S3::Bucket, Properties: {BucketName: \(bucket)}}")
    }
    #expect(try website("www.example.com") == [])
    // The bucket may be in another stack.
    #expect(try website("example-site") == ["?Record"])
  }

  @Test func aDistributionAnswersForItsAliases() throws {
    let distribution = { (aliases: String) in
      try Self.record(
        target: "!GetAtt Distribution.DomainName", targetZone: "Z2FDTNDATAQYW2",
        more: """
            Distribution:
              Type: AWS::CloudFront::Distribution
              Properties:
                DistributionConfig:
                  Enabled: true
                  \(aliases)
                  Origins: [{Id: a, DomainName: a.s3.eu-west-1.amazonaws.com, S3OriginConfig: {}}]
                  DefaultCacheBehavior: {TargetOriginId: a, ViewerProtocolPolicy: https-only}
          """)
    }
    #expect(try distribution("Aliases: [WWW.example.com]") == [])
    #expect(try distribution("Aliases: ['*.example.com']") == [])
    #expect(try distribution("Aliases: [example.com]") == ["Record"])
    #expect(try distribution("HttpVersion: http2") == ["Record"])
    #expect(try distribution("Aliases: !If [IsWanted, [www.example.com], [example.com]]") == ["?Record"])
    #expect(try distribution("Aliases: [!Ref Wanted]") == ["?Record"])
  }

  @Test func recordsOfAGroupAreOneEach() throws {
    let result = try Self.found(
      "dns-alias-dangling",
      """
      Resources:
        Zone: {Type: AWS::Route53::HostedZone, Properties: {Name: example.com}}
        Group:
          Type: AWS::Route53::RecordSetGroup
          Properties:
            HostedZoneId: !Ref Zone
            RecordSets:
              - {Name: a.example.com, Type: A, TTL: '60', ResourceRecords: ['192.0.2.1']}
              - {Name: b.example.com, Type: A, AliasTarget: {DNSName: a.example.com, HostedZoneId: !Ref Zone}}
              - {Name: c.example.com, Type: A, AliasTarget: {DNSName: x.example.com, HostedZoneId: !Ref Zone}}
              - {Name: d.example.com, Type: A, AliasTarget: {DNSName: y.example.com, HostedZoneId: !Ref Zone}}
      """)
    #expect(result == ["Group", "Group"])
  }

  @Test func whatIsNotKnownAtAllIsUndecided() throws {
    let records = """
      Parameters: {List: {Type: CommaDelimitedList}}
      Resources:
        Zone: {Type: AWS::Route53::HostedZone, Properties: {Name: example.com}}
        Group: {Type: AWS::Route53::RecordSetGroup, Properties: {HostedZoneId: !Ref Zone, RecordSets: !Ref List}}
        Record:
          Type: AWS::Route53::RecordSet
          Properties:
            HostedZoneId: !Ref Zone
            Name: a.example.com
            Type: A
            AliasTarget: {DNSName: b.example.com, HostedZoneId: !Ref Zone}
      """
    #expect(try Self.found("dns-alias-dangling", records).sorted() == ["?Group", "?Record"])
    let distribution = """
      Parameters: {List: {Type: CommaDelimitedList}}
      Resources:
        Main: {Type: AWS::CloudFront::Distribution, Properties: {DistributionConfig: {Origins: !Ref List}}}
      """
    #expect(try Self.found("origin-bypasses-cloudfront", distribution) == ["?Main"])
  }

  @Test func aNameOfWhatAPlanTakesAwayIsGone() throws {
    let plan = { (actions: String, after: String) in
      """
      {"format_version": "1.2", "resource_changes": [
        {"address": "aws_lb.old", "mode": "managed", "type": "aws_lb", "name": "old",
         "change": {"actions": [\(actions)], "after_unknown": {}, "after": \(after),
          "before": {"dns_name": "Old-1.eu-west-1.elb.amazonaws.com"}}},
        {"address": "aws_route53_record.www", "mode": "managed", "type": "aws_route53_record", "name": "www",
         "change": {"actions": ["no-op"], "before": {}, "after_unknown": {}, "after": {
          "name": "www.example.com", "type": "A", "zone_id": "Z0123456789ABCDEFGHIJ",
          "alias": [{"name": "dualstack.old-1.eu-west-1.elb.amazonaws.com.", "zone_id": "Z32O12XQLNTSW2"}]}}}]}
      """
    }
    let kept = "{\"dns_name\": \"old-1.eu-west-1.elb.amazonaws.com\"}"
    #expect(try Self.found("dns-alias-dangling", plan("\"delete\"", "null")) == ["aws_route53_record.www"])
    #expect(try Self.found("dns-alias-dangling", plan("\"delete\", \"create\"", "{}")) == ["aws_route53_record.www"])
    #expect(try Self.found("dns-alias-dangling", plan("\"no-op\"", kept)) == [])
    #expect(try Self.found("dns-alias-dangling", plan("\"no-op\"", "{}")) == ["?aws_route53_record.www"])
  }

  // MARK: Origins

  /// A distribution before a load balancer that the internet reaches.
  private static func origin(
    scheme: String = "internet-facing", source: String = "CidrIp: 0.0.0.0/0", action: String = "forward",
    rule: String? = nil, header: String? = nil, vpcOrigin: Bool = false, domain: String = "!GetAtt Alb.DNSName",
    more: String = ""
  ) throws -> [String] {
    let answers =
      action == "forward"
      ? "{Type: forward, TargetGroupArn: !Ref Targets}"
      : "{Type: fixed-response, FixedResponseConfig: {StatusCode: '403'}}"
    let rules =
      rule.map {
        """
          Rule:
            Type: AWS::ElasticLoadBalancingV2::ListenerRule
            Properties:
              ListenerArn: !Ref Listener
              Priority: 1
              Conditions: [\($0)]
              Actions: [{Type: forward, TargetGroupArn: !Ref Targets}]
        """
      } ?? ""
    let kind =
      vpcOrigin
      ? "VpcOriginConfig: {VpcOriginId: vo-0a1b2c3d}" : "CustomOriginConfig: {OriginProtocolPolicy: https-only}"
    let headers = header.map { ", OriginCustomHeaders: [{HeaderName: \($0), HeaderValue: secret}]" } ?? ""
    return try found(
      "origin-bypasses-cloudfront",
      """
      Resources:
        Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
        Gateway: {Type: AWS::EC2::InternetGateway}
        Attachment:
          Type: AWS::EC2::VPCGatewayAttachment
          Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway}
        Public: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
        Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
        Out:
          Type: AWS::EC2::Route
          Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway}
        IsPublic:
          Type: AWS::EC2::SubnetRouteTableAssociation
          Properties: {SubnetId: !Ref Public, RouteTableId: !Ref Table}
        AlbGroup:
          Type: AWS::EC2::SecurityGroup
          Properties:
            GroupDescription: load balancer
            VpcId: !Ref Vpc
            SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, \(source)}]
        Alb:
          Type: AWS::ElasticLoadBalancingV2::LoadBalancer
          Properties: {Scheme: \(scheme), Subnets: [!Ref Public], SecurityGroups: [!Ref AlbGroup]}
        Targets:
          Type: AWS::ElasticLoadBalancingV2::TargetGroup
          Properties: {VpcId: !Ref Vpc, Port: 80, Protocol: HTTP, TargetType: ip}
        Listener:
          Type: AWS::ElasticLoadBalancingV2::Listener
          Properties: {LoadBalancerArn: !Ref Alb, Port: 443, Protocol: HTTPS, DefaultActions: [\(answers)]}
      \(rules)
        Distribution:
          Type: AWS::CloudFront::Distribution
          Properties:
            DistributionConfig:
              Enabled: true
              Origins: [{Id: a, DomainName: \(domain), \(kind)\(headers)}]
              DefaultCacheBehavior: {TargetOriginId: a, ViewerProtocolPolicy: https-only}
      \(more)
      """)
  }

  @Test func whoAdmitsTheWorldIsReachedWithoutCloudFront() throws {
    #expect(try Self.origin() == ["AlbGroup"])
    #expect(try Self.origin(scheme: "internal") == [])
    #expect(try Self.origin(source: "CidrIp: 198.51.100.0/24") == [])
    #expect(try Self.origin(vpcOrigin: true) == [])
  }

  @Test func aHeaderThatCloudFrontAddsKeepsOthersOut() throws {
    let condition = { (name: String) in
      "{Field: http-header, HttpHeaderConfig: {HttpHeaderName: \(name), Values: [secret]}}"
    }
    let of = { (action: String, rule: String, header: String?) in
      try Self.origin(action: action, rule: rule, header: header)
    }
    #expect(try of("fixed", condition("X-Origin"), "x-origin") == [])
    // What has not the header is sent on all the same.
    #expect(try of("forward", condition("X-Origin"), "X-Origin") == ["AlbGroup"])
    // A header that anybody sends.
    #expect(try of("fixed", condition("User-Agent"), "X-Origin") == ["AlbGroup"])
    #expect(try of("fixed", condition("X-Origin"), nil) == ["AlbGroup"])
    #expect(try of("fixed", "{Field: path-pattern, PathPatternConfig: {Values: [/x]}}", "X-Origin") == ["AlbGroup"])
  }

  @Test func aWebACLMayKeepOthersOut() throws {
    let association = """
        Guard:
          Type: AWS::WAFv2::WebACLAssociation
          Properties:
            ResourceArn: !Ref Alb
            WebACLArn: arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/guard/1a2b3c4d
      """
    #expect(try Self.origin(more: association) == ["?AlbGroup"])
  }

  @Test func anOriginsNameIsFollowedToWhatItIsOf() throws {
    let record = """
        Record:
          Type: AWS::Route53::RecordSet
          Properties:
            HostedZoneId: Z0123456789ABCDEFGHIJ
            Name: origin.example.com.
            Type: A
            AliasTarget: {DNSName: !GetAtt Alb.DNSName, HostedZoneId: !GetAtt Alb.CanonicalHostedZoneID}
      """
    #expect(try Self.origin(domain: "origin.example.com", more: record) == ["AlbGroup"])
    #expect(try Self.origin(domain: "origin.example.com") == ["?Distribution"])
    #expect(try Self.origin(domain: "content.s3.eu-west-1.amazonaws.com") == [])
  }

  @Test func theURLOfAFunctionAsksForAuthorizationOrNot() throws {
    let origin = { (type: String) in
      try Self.found(
        "origin-bypasses-cloudfront",
        """
        {"resource": {
          "aws_lambda_function": {"api": {"function_name": "api", "role": "arn:aws:iam::111122223333:role/api"}},
          "aws_lambda_function_url": {"api": {
            "function_name": "${aws_lambda_function.api.function_name}", "authorization_type": "\(type)"}},
          "aws_cloudfront_distribution": {"main": {"enabled": true, "origin": {
            "origin_id": "api", "domain_name": "${aws_lambda_function_url.api.function_url}"}}}}}
        """)
    }
    #expect(try origin("NONE") == ["aws_cloudfront_distribution.main"])
    #expect(try origin("AWS_IAM") == [])
  }
}
