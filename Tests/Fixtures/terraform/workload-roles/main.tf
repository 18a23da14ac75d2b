data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com", "ec2.amazonaws.com", "ecs-tasks.amazonaws.com"]
    }
  }
}
resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = data.aws_iam_policy_document.trust.json
  tags               = { team = "blue" }
}
resource "aws_iam_role_policy" "app" {
  role = aws_iam_role.app.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::data/$${aws:PrincipalTag/team}/*" },
    { Effect = "Allow", Action = "sqs:*", Resource = "*", Condition = { StringEquals = { "aws:ResourceTag/team" = "$${aws:PrincipalTag/team}" } } },
    { Effect = "Allow", Action = "sns:*", Resource = "*", Condition = { StringEquals = { "aws:PrincipalTag/owner" = "x" } } },
  ] })
}
resource "aws_sqs_queue" "blue" {
  name = "blue"
  tags = { team = "blue" }
}
resource "aws_sqs_queue" "red" {
  name = "red"
  tags = { team = "red" }
}
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = aws_iam_role.app.arn
  runtime       = "python3.12"
  handler       = "h.h"
  filename      = "main.tf"
}
resource "aws_iam_instance_profile" "p" {
  name = "p"
  role = aws_iam_role.app.name
}
resource "aws_instance" "i" {
  ami                  = "ami-12345678"
  instance_type        = "t3.micro"
  iam_instance_profile = aws_iam_instance_profile.p.name
}
resource "aws_ecs_task_definition" "t" {
  family                = "t"
  task_role_arn         = aws_iam_role.app.arn
  container_definitions = jsonencode([{ name = "a", image = "x", memory = 128 }])
}
