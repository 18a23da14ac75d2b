import TestSupport
import Testing

/// A function that is open on purpose is one finding, not one for each of the permissions that open it.
@Suite struct FunctionURLTests {
  private static func template(_ authorization: String, _ isConfined: Bool) -> String {
    """
    Resources:
      Hook:
        Type: AWS::Lambda::Function
        Properties:
          Code: {ZipFile: 'def handler(event, context): pass'}
          Handler: index.handler
          Role: arn:aws:iam::111122223333:role/hook
          Runtime: python3.13
      Url:
        Type: AWS::Lambda::Url
        Properties: {AuthType: \(authorization), TargetFunctionArn: !GetAtt Hook.Arn}
      UrlCallers:
        Type: AWS::Lambda::Permission
        Properties:
          Action: lambda:InvokeFunctionUrl
          FunctionName: !GetAtt Hook.Arn
          FunctionUrlAuthType: NONE
          Principal: '*'
      Callers:
        Type: AWS::Lambda::Permission
        Properties:
          Action: lambda:InvokeFunction
          FunctionName: !GetAtt Hook.Arn
          InvokedViaFunctionUrl: \(isConfined)
          Principal: '*'
    """
  }

  @Test func thePermissionsOfAnOpenURLAreRelatedToIt() throws {
    let folder = try TemporaryFolder()
    try folder.write("t.yaml", Self.template("NONE", true))
    let run = try NetlintProcess.run(
      ["check", "t.yaml", "--only", "resource-policy-public,function-url-unauthenticated"], in: folder.path)
    #expect(run.output.contains("high[function-url-unauthenticated]: Url asks nobody who calls"), "\(run.output)")
    #expect(run.output.contains("1 finding (1 high)"))
    #expect(run.output.contains("= note: resource-policy-public: Callers lets anybody use the resource"))
  }

  /// A request that comes another way is not let in.
  @Test(arguments: [true, false])
  func whatIsConfinedToTheURLIsSaid(_ isConfined: Bool) throws {
    let folder = try TemporaryFolder()
    try folder.write("t.yaml", Self.template("AWS_IAM", isConfined))
    let run = try NetlintProcess.run(
      ["explain", "t.yaml", "anybody can lambda:InvokeFunction on Hook"], in: folder.path)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("a request with lambda:InvokedViaFunctionUrl = true") == isConfined, "\(run.output)")
  }
}
