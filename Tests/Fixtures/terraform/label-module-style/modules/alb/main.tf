variable "vpc_id" { type = string }
variable "subnet_ids" { type = list(string) }
variable "internal" {
  type = bool
  default = false
}
variable "http_ingress_cidr_blocks" {
  type = list(string)
  default = ["0.0.0.0/0"]
}
variable "https_ingress_cidr_blocks" {
  type = list(string)
  default = ["0.0.0.0/0"]
}
variable "certificate_arn" {
  type = string
  default = ""
}
variable "security_group_enabled" {
  type = bool
  default = true
}
variable "security_group_ids" {
  type = list(string)
  default = []
}
resource "aws_security_group" "default" {
  count = module.this.enabled && var.security_group_enabled ? 1 : 0
  description = "Controls access to the ALB (HTTP/HTTPS)"
  vpc_id = var.vpc_id
  name = module.this.id
  tags = module.this.tags
}
resource "aws_security_group_rule" "egress" {
  count = module.this.enabled && var.security_group_enabled ? 1 : 0
  type = "egress"
  from_port = "0"
  to_port = "0"
  protocol = "-1"
  cidr_blocks = ["0.0.0.0/0"]
  security_group_id = one(aws_security_group.default[*].id)
}
resource "aws_security_group_rule" "http_ingress" {
  count = module.this.enabled && var.security_group_enabled ? 1 : 0
  type = "ingress"
  from_port = 80
  to_port = 80
  protocol = "tcp"
  cidr_blocks = var.http_ingress_cidr_blocks
  security_group_id = one(aws_security_group.default[*].id)
}
resource "aws_security_group_rule" "https_ingress" {
  count = module.this.enabled && var.security_group_enabled && var.certificate_arn != "" ? 1 : 0
  type = "ingress"
  from_port = 443
  to_port = 443
  protocol = "tcp"
  cidr_blocks = var.https_ingress_cidr_blocks
  security_group_id = one(aws_security_group.default[*].id)
}
resource "aws_lb" "default" {
  count = module.this.enabled ? 1 : 0
  name = module.this.id
  internal = var.internal
  load_balancer_type = "application"
  security_groups = compact(concat(var.security_group_ids, [one(aws_security_group.default[*].id)]))
  subnets = var.subnet_ids
}
resource "aws_lb_target_group" "default" {
  count = module.this.enabled ? 1 : 0
  name = "${module.this.id}-default"
  port = 80
  protocol = "HTTP"
  vpc_id = var.vpc_id
  target_type = "ip"
}
resource "aws_lb_listener" "http_forward" {
  count = module.this.enabled && var.certificate_arn == "" ? 1 : 0
  load_balancer_arn = one(aws_lb.default[*].arn)
  port = 80
  protocol = "HTTP"
  default_action {
    target_group_arn = one(aws_lb_target_group.default[*].arn)
    type = "forward"
  }
}
resource "aws_lb_listener" "http_redirect" {
  count = module.this.enabled && var.certificate_arn != "" ? 1 : 0
  load_balancer_arn = one(aws_lb.default[*].arn)
  port = 80
  protocol = "HTTP"
  default_action {
    type = "redirect"
    redirect {
      port = "443"
      protocol = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}
resource "aws_lb_listener" "https" {
  count = module.this.enabled && var.certificate_arn != "" ? 1 : 0
  load_balancer_arn = one(aws_lb.default[*].arn)
  port = 443
  protocol = "HTTPS"
  ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn = var.certificate_arn
  default_action {
    target_group_arn = one(aws_lb_target_group.default[*].arn)
    type = "forward"
  }
}
output "security_group_id" { value = one(aws_security_group.default[*].id) }
output "default_target_group_arn" { value = one(aws_lb_target_group.default[*].arn) }
output "https_listener_arn" { value = one(aws_lb_listener.https[*].arn) }
