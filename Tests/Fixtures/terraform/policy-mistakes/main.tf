resource "aws_iam_role" "app" {
  name = "app"
  assume_role_policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}"
}
resource "aws_iam_role_policy" "app" {
  role = aws_iam_role.app.id
  policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"StringEqual\":{\"aws:SourceVpc\":\"vpc-1\"}}},{\"effect\":\"Deny\",\"Action\":\"iam:*\",\"Resource\":\"*\"}]}"
}
