# What existing-services changes.

variable "names" { default = ["10.10.0.0/16", "10.11.0.0/16"] }
locals {
  world = "0.0.0.0/0"
  ports = { http = 80, alt = 8080 }
}
data "aws_availability_zones" "z" { state = "available" }
resource "aws_vpc" "p" { cidr_block = var.names[0] }
resource "aws_vpc" "c" { cidr_block = var.names[1] }
resource "aws_subnet" "p" {
  vpc_id            = aws_vpc.p.id
  cidr_block        = "10.10.1.0/24"
  availability_zone = data.aws_availability_zones.z.names[0]
}
resource "aws_subnet" "c" {
  vpc_id            = aws_vpc.c.id
  cidr_block        = "10.11.1.0/24"
  availability_zone = data.aws_availability_zones.z.names[0]
}
resource "aws_security_group" "s" {
  name   = "s"
  vpc_id = aws_vpc.p.id
}
resource "aws_security_group_rule" "s" {
  for_each          = local.ports
  type              = "ingress"
  security_group_id = aws_security_group.s.id
  from_port         = each.value
  to_port           = each.value
  protocol          = "tcp"
  cidr_blocks       = [local.world]
}
resource "aws_security_group" "c" {
  name   = "c"
  vpc_id = aws_vpc.c.id
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_security_group" "e" {
  name   = "e"
  vpc_id = aws_vpc.c.id
}
resource "aws_vpc_security_group_ingress_rule" "e" {
  security_group_id            = aws_security_group.e.id
  referenced_security_group_id = aws_security_group.c.id
  ip_protocol                  = "tcp"
  from_port                    = 80
  to_port                      = 80
}
resource "aws_instance" "s" {
  ami                    = "ami-12c6146b"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.p.id
  vpc_security_group_ids = [aws_security_group.s.id]
}
resource "aws_instance" "c" {
  ami                    = "ami-12c6146b"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.c.id
  vpc_security_group_ids = [aws_security_group.c.id]
}
resource "aws_lb" "n" {
  name               = "n"
  load_balancer_type = "network"
  internal           = true
  subnets            = [aws_subnet.p.id]
}
resource "aws_lb_target_group" "n" {
  name     = "n"
  port     = 80
  protocol = "TCP"
  vpc_id   = aws_vpc.p.id
}
resource "aws_lb_target_group_attachment" "n" {
  target_group_arn = aws_lb_target_group.n.arn
  target_id        = aws_instance.s.id
}
resource "aws_lb_listener" "n" {
  load_balancer_arn = aws_lb.n.arn
  port              = 80
  protocol          = "TCP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.n.arn
  }
}
resource "aws_vpc_endpoint_service" "n" {
  acceptance_required        = true
  network_load_balancer_arns = [aws_lb.n.arn]
}
resource "aws_vpc_endpoint" "n" {
  vpc_id             = aws_vpc.c.id
  service_name       = aws_vpc_endpoint_service.n.service_name
  vpc_endpoint_type  = "Interface"
  subnet_ids         = [aws_subnet.c.id]
  security_group_ids = [aws_security_group.e.id]
}
