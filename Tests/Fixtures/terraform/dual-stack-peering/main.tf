# Two VPCs with IPv4 and IPv6 that are peered; a network load balancer in one sends to an address in the other, and a
# subnet has IPv6 only. The IPv6 blocks are known after apply. Must be seen: what goes over IPv4 is certain all the same,
# the reference to a group of the peer holds, and SSH on aws_instance.six is open to the internet over IPv6 alone.

resource "aws_vpc" "a" {
  cidr_block                       = "10.1.0.0/16"
  assign_generated_ipv6_cidr_block = true
}
resource "aws_vpc" "b" {
  cidr_block                       = "10.2.0.0/16"
  assign_generated_ipv6_cidr_block = true
}
resource "aws_vpc_peering_connection" "ab" {
  vpc_id      = aws_vpc.a.id
  peer_vpc_id = aws_vpc.b.id
  auto_accept = true
}
resource "aws_internet_gateway" "a" { vpc_id = aws_vpc.a.id }
resource "aws_internet_gateway" "b" { vpc_id = aws_vpc.b.id }
resource "aws_egress_only_internet_gateway" "b" { vpc_id = aws_vpc.b.id }
resource "aws_subnet" "a_pub" {
  vpc_id                          = aws_vpc.a.id
  cidr_block                      = "10.1.0.0/24"
  ipv6_cidr_block                 = cidrsubnet(aws_vpc.a.ipv6_cidr_block, 8, 0)
  assign_ipv6_address_on_creation = true
  availability_zone               = "eu-west-1a"
}
resource "aws_subnet" "b_priv" {
  vpc_id                          = aws_vpc.b.id
  cidr_block                      = "10.2.0.0/24"
  ipv6_cidr_block                 = cidrsubnet(aws_vpc.b.ipv6_cidr_block, 8, 0)
  assign_ipv6_address_on_creation = true
  availability_zone               = "eu-west-1a"
}
resource "aws_subnet" "b_six" {
  vpc_id                                         = aws_vpc.b.id
  ipv6_native                                    = true
  ipv6_cidr_block                                = cidrsubnet(aws_vpc.b.ipv6_cidr_block, 8, 1)
  assign_ipv6_address_on_creation                = true
  enable_resource_name_dns_aaaa_record_on_launch = true
  availability_zone                              = "eu-west-1a"
}
resource "aws_route_table" "a_pub" {
  vpc_id = aws_vpc.a.id
}
resource "aws_route_table_association" "a_pub" {
  subnet_id      = aws_subnet.a_pub.id
  route_table_id = aws_route_table.a_pub.id
}
resource "aws_route_table" "b" {
  vpc_id = aws_vpc.b.id
}
resource "aws_route_table_association" "b" {
  subnet_id      = aws_subnet.b_priv.id
  route_table_id = aws_route_table.b.id
}
resource "aws_route_table" "six" {
  vpc_id = aws_vpc.b.id
}
resource "aws_route_table_association" "six" {
  subnet_id      = aws_subnet.b_six.id
  route_table_id = aws_route_table.six.id
}
resource "aws_route" "a_pub_0" {
  route_table_id         = aws_route_table.a_pub.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.a.id
}

resource "aws_route" "a_pub_1" {
  route_table_id              = aws_route_table.a_pub.id
  destination_ipv6_cidr_block = "::/0"
  gateway_id                  = aws_internet_gateway.a.id
}

resource "aws_route" "a_pub_2" {
  route_table_id            = aws_route_table.a_pub.id
  destination_cidr_block    = "10.2.0.0/16"
  vpc_peering_connection_id = aws_vpc_peering_connection.ab.id
}

resource "aws_route" "a_pub_3" {
  route_table_id              = aws_route_table.a_pub.id
  destination_ipv6_cidr_block = aws_vpc.b.ipv6_cidr_block
  vpc_peering_connection_id   = aws_vpc_peering_connection.ab.id
}

resource "aws_route" "b_0" {
  route_table_id            = aws_route_table.b.id
  destination_cidr_block    = "10.1.0.0/16"
  vpc_peering_connection_id = aws_vpc_peering_connection.ab.id
}

resource "aws_route" "b_1" {
  route_table_id              = aws_route_table.b.id
  destination_ipv6_cidr_block = aws_vpc.a.ipv6_cidr_block
  vpc_peering_connection_id   = aws_vpc_peering_connection.ab.id
}

resource "aws_route" "b_2" {
  route_table_id              = aws_route_table.b.id
  destination_ipv6_cidr_block = "::/0"
  egress_only_gateway_id      = aws_egress_only_internet_gateway.b.id
}

resource "aws_route" "six_0" {
  route_table_id              = aws_route_table.six.id
  destination_ipv6_cidr_block = "::/0"
  gateway_id                  = aws_internet_gateway.b.id
}

resource "aws_security_group" "a" {
  vpc_id = aws_vpc.a.id
  ingress {
    from_port        = 443
    to_port          = 443
    protocol         = "tcp"
    cidr_blocks      = ["0.0.0.0/0"]
    ipv6_cidr_blocks = ["::/0"]
  }
  egress {
    from_port        = 0
    to_port          = 0
    protocol         = "-1"
    cidr_blocks      = ["0.0.0.0/0"]
    ipv6_cidr_blocks = ["::/0"]
  }
}
resource "aws_security_group" "b" {
  vpc_id = aws_vpc.b.id
  ingress {
    from_port   = 8080
    to_port     = 8080
    protocol    = "tcp"
    cidr_blocks = ["10.1.0.0/16"]
  }
  ingress {
    from_port       = 9090
    to_port         = 9090
    protocol        = "tcp"
    security_groups = [aws_security_group.a.id]
  }
  ingress {
    from_port        = 22
    to_port          = 22
    protocol         = "tcp"
    ipv6_cidr_blocks = ["::/0"]
  }
  egress {
    from_port        = 0
    to_port          = 0
    protocol         = "-1"
    ipv6_cidr_blocks = ["::/0"]
  }
}
resource "aws_instance" "a" {
  ami                         = "ami-12345678"
  instance_type               = "t3.micro"
  subnet_id                   = aws_subnet.a_pub.id
  vpc_security_group_ids      = [aws_security_group.a.id]
  associate_public_ip_address = true
}
resource "aws_instance" "b" {
  ami                    = "ami-12345678"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.b_priv.id
  vpc_security_group_ids = [aws_security_group.b.id]
}
resource "aws_instance" "six" {
  ami                    = "ami-12345678"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.b_six.id
  vpc_security_group_ids = [aws_security_group.b.id]
}
resource "aws_lb" "nlb" {
  load_balancer_type = "network"
  subnets            = [aws_subnet.a_pub.id]
  security_groups    = [aws_security_group.a.id]
}
resource "aws_lb_target_group" "b" {
  port        = 8080
  protocol    = "TCP"
  target_type = "ip"
  vpc_id      = aws_vpc.a.id
}
resource "aws_lb_target_group_attachment" "b" {
  target_group_arn  = aws_lb_target_group.b.arn
  target_id         = aws_instance.b.private_ip
  availability_zone = "all"
}
resource "aws_lb_listener" "l" {
  load_balancer_arn = aws_lb.nlb.arn
  port              = 443
  protocol          = "TCP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.b.arn
  }
}
resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.b.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [aws_route_table.b.id]
}
