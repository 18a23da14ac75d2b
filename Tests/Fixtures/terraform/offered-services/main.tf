# A service that one network offers to another by PrivateLink, whose balancer takes or does not take what comes by it; a service
# of somebody else; a network that is shared; a lattice.

resource "aws_vpc" "provider" { cidr_block = "10.110.0.0/16" }
resource "aws_vpc" "consumer" { cidr_block = "10.110.0.0/16" }
resource "aws_subnet" "provider" {
  count             = 2
  vpc_id            = aws_vpc.provider.id
  cidr_block        = cidrsubnet(aws_vpc.provider.cidr_block, 8, count.index)
  availability_zone = element(["eu-central-1a", "eu-central-1b"], count.index)
}
resource "aws_subnet" "consumer" {
  count             = 2
  vpc_id            = aws_vpc.consumer.id
  cidr_block        = cidrsubnet(aws_vpc.consumer.cidr_block, 8, count.index)
  availability_zone = element(["eu-central-1a", "eu-central-1b"], count.index)
}
variable "services" {
  type = map(object({ port = number, enforce = string }))
  default = {
    strict = { port = 443, enforce = "on" }
    lax    = { port = 444, enforce = "off" }
  }
}
# Nobody's addresses are let in: only what comes by PrivateLink without being asked for.
resource "aws_security_group" "nlb" {
  name_prefix = "nlb-"
  vpc_id      = aws_vpc.provider.id
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_lb" "service" {
  for_each                                                     = var.services
  name                                                         = each.key
  internal                                                     = true
  load_balancer_type                                           = "network"
  subnets                                                      = aws_subnet.provider[*].id
  security_groups                                              = [aws_security_group.nlb.id]
  enforce_security_group_inbound_rules_on_private_link_traffic = each.value.enforce
  enable_cross_zone_load_balancing                             = true
}
resource "aws_lb_target_group" "service" {
  for_each = var.services
  name     = each.key
  port     = 8443
  protocol = "TCP"
  vpc_id   = aws_vpc.provider.id
}
resource "aws_lb_target_group_attachment" "service" {
  for_each         = var.services
  target_group_arn = aws_lb_target_group.service[each.key].arn
  target_id        = aws_instance.service.id
}
resource "aws_lb_listener" "service" {
  for_each          = var.services
  load_balancer_arn = aws_lb.service[each.key].arn
  port              = each.value.port
  protocol          = "TCP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.service[each.key].arn
  }
}
resource "aws_security_group" "service" {
  name_prefix = "service-"
  vpc_id      = aws_vpc.provider.id
}
resource "aws_vpc_security_group_ingress_rule" "service" {
  security_group_id            = aws_security_group.service.id
  referenced_security_group_id = aws_security_group.nlb.id
  ip_protocol                  = "tcp"
  from_port                    = 8443
  to_port                      = 8443
}
resource "aws_instance" "service" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.provider[0].id
  vpc_security_group_ids = [aws_security_group.service.id]
}
resource "aws_vpc_endpoint_service" "service" {
  for_each                   = var.services
  acceptance_required        = false
  network_load_balancer_arns = [aws_lb.service[each.key].arn]
}

resource "aws_security_group" "endpoint" {
  name_prefix = "endpoint-"
  vpc_id      = aws_vpc.consumer.id
  ingress {
    protocol        = "tcp"
    from_port       = 443
    to_port         = 443
    security_groups = [aws_security_group.client.id]
  }
  ingress {
    protocol        = "tcp"
    from_port       = 444
    to_port         = 444
    security_groups = [aws_security_group.client.id]
  }
}
resource "aws_security_group" "client" {
  name_prefix = "client-"
  vpc_id      = aws_vpc.consumer.id
  egress {
    protocol    = "tcp"
    from_port   = 0
    to_port     = 65535
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_security_group" "stranger" {
  name_prefix = "stranger-"
  vpc_id      = aws_vpc.consumer.id
  egress {
    protocol    = "tcp"
    from_port   = 0
    to_port     = 65535
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_vpc_endpoint" "service" {
  for_each           = aws_vpc_endpoint_service.service
  vpc_id             = aws_vpc.consumer.id
  service_name       = each.value.service_name
  vpc_endpoint_type  = "Interface"
  subnet_ids         = [for i in [0] : aws_subnet.consumer[i].id]
  security_group_ids = [aws_security_group.endpoint.id]
}
resource "aws_instance" "client" {
  for_each               = { friend = aws_security_group.client.id, stranger = aws_security_group.stranger.id }
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.consumer[1].id
  vpc_security_group_ids = [each.key == "friend" ? aws_security_group.client.id : aws_security_group.stranger.id]
}
resource "aws_instance" "friend" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.consumer[1].id
  vpc_security_group_ids = [aws_security_group.client.id]
}
resource "aws_instance" "other" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.consumer[0].id
  vpc_security_group_ids = [aws_security_group.stranger.id]
}

# A service of somebody else.
resource "aws_vpc_endpoint" "vendor" {
  vpc_id             = aws_vpc.consumer.id
  service_name       = "com.amazonaws.vpce.eu-central-1.vpce-svc-0123456789abcdef0"
  vpc_endpoint_type  = "Interface"
  subnet_ids         = [aws_subnet.consumer[0].id]
  security_group_ids = [aws_security_group.endpoint.id]
}
