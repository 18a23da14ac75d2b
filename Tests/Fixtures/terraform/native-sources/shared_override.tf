resource "aws_security_group" "list" {
  description = "overridden"
}
