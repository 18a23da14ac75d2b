resource "aws_cloudwatch_log_group" "queries" {
  name = "/aws/route53/example.com"
}

resource "aws_cloudwatch_log_group" "other" {
  name = "/app"
}

data "aws_iam_policy_document" "route53" {
  statement {
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["arn:aws:logs:*:*:log-group:/aws/route53/*"]

    principals {
      type        = "Service"
      identifiers = ["route53.amazonaws.com"]
    }
  }
}

resource "aws_cloudwatch_log_resource_policy" "route53" {
  policy_name     = "route53"
  policy_document = data.aws_iam_policy_document.route53.json
}
