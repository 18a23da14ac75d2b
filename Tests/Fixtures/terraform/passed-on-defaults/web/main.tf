variable "name" { type = string }
variable "vpc_id" { type = string }
variable "subnets" { type = list(string) }
variable "create_profile" {
  type    = bool
  default = false
}
variable "internal" {
  type    = bool
  default = null
}
variable "address_type" {
  type    = string
  default = null
}
variable "public_address" {
  type    = bool
  default = null
}
variable "profile" {
  type    = string
  default = null
}
variable "hosts" {
  type    = any
  default = {}
}

resource "aws_lb" "this" {
  count           = 1
  name            = var.name
  internal        = var.internal
  ip_address_type = var.address_type
  security_groups = [aws_security_group.this.id]
  subnets         = var.subnets
}
resource "aws_lb_listener" "this" {
  load_balancer_arn = aws_lb.this[0].arn
  port              = 80
  protocol          = "HTTP"
  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      status_code  = "200"
    }
  }
}
resource "aws_security_group" "this" {
  name_prefix = "${var.name}-"
  vpc_id      = var.vpc_id
}
resource "aws_vpc_security_group_ingress_rule" "http" {
  security_group_id = aws_security_group.this.id
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv4         = "0.0.0.0/0"
}
resource "aws_instance" "host" {
  for_each                    = var.hosts
  ami                         = "ami-0123456789abcdef0"
  instance_type               = "t3.micro"
  subnet_id                   = each.value.subnet
  vpc_security_group_ids      = [aws_security_group.this.id]
  associate_public_ip_address = var.public_address
  iam_instance_profile        = var.create_profile ? aws_iam_instance_profile.host[0].name : var.profile
}
resource "aws_iam_instance_profile" "host" {
  count = var.create_profile ? 1 : 0
  name  = var.name
}
