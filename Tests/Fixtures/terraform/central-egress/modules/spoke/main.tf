variable "name" { type = string }
variable "cidr" { type = string }
variable "azs" { type = list(string) }
variable "attach_azs" { type = list(string) }
variable "tgw_id" { type = string }
variable "tgw_table_id" { type = string }
variable "ingress" {
  type = map(object({ port = number, cidrs = list(string), protocol = optional(string, "tcp") }))
  default = {}
}

locals {
  app = { for i, az in var.azs : az => cidrsubnet(var.cidr, 8, i) }
  tgw = { for i, az in var.azs : az => cidrsubnet(var.cidr, 12, 4080 + i) if contains(var.attach_azs, az) }
}

resource "aws_vpc" "this" {
  cidr_block           = var.cidr
  enable_dns_hostnames = true
  tags                 = { Name = var.name }
}
resource "aws_subnet" "app" {
  for_each          = local.app
  vpc_id            = aws_vpc.this.id
  cidr_block        = each.value
  availability_zone = each.key
}
resource "aws_subnet" "tgw" {
  for_each          = local.tgw
  vpc_id            = aws_vpc.this.id
  cidr_block        = each.value
  availability_zone = each.key
}
resource "aws_route_table" "app" {
  vpc_id = aws_vpc.this.id
}
resource "aws_route" "out" {
  route_table_id         = aws_route_table.app.id
  destination_cidr_block = "0.0.0.0/0"
  transit_gateway_id     = var.tgw_id
  depends_on             = [aws_ec2_transit_gateway_vpc_attachment.this]
}
resource "aws_route_table_association" "app" {
  for_each       = aws_subnet.app
  subnet_id      = each.value.id
  route_table_id = aws_route_table.app.id
}
resource "aws_ec2_transit_gateway_vpc_attachment" "this" {
  vpc_id                                          = aws_vpc.this.id
  subnet_ids                                      = [for s in aws_subnet.tgw : s.id]
  transit_gateway_id                              = var.tgw_id
  transit_gateway_default_route_table_association = false
  transit_gateway_default_route_table_propagation = false
}
resource "aws_ec2_transit_gateway_route_table_association" "this" {
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.this.id
  transit_gateway_route_table_id = var.tgw_table_id
}
resource "aws_security_group" "app" {
  name_prefix = "${var.name}-app-"
  vpc_id      = aws_vpc.this.id
  dynamic "ingress" {
    for_each = var.ingress
    content {
      description = ingress.key
      from_port   = ingress.value.port
      to_port     = ingress.value.port
      protocol    = ingress.value.protocol
      cidr_blocks = ingress.value.cidrs
    }
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
  lifecycle { create_before_destroy = true }
}
resource "aws_instance" "app" {
  for_each               = aws_subnet.app
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.small"
  subnet_id              = each.value.id
  vpc_security_group_ids = [aws_security_group.app.id]
}
output "attachment_id" { value = aws_ec2_transit_gateway_vpc_attachment.this.id }
output "cidr" { value = aws_vpc.this.cidr_block }
output "vpc_id" { value = aws_vpc.this.id }
