# The objects that come with a VPC, adopted.
# Must be seen: the default route table sends unassociated subnets to the internet gateway, the default network ACL lets
# everything in and out, and the default security group, which instance "plain" gets because it names none, is open to
# the world on 22: admin-port-reachable-from-internet on plain.
# VPC "locked" adopts all three empty: the default security group admits nothing, the default network ACL denies
# everything, the default route table has the local route only. Instance "locked" is reachable by nobody.

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_default_route_table" "main" {
  default_route_table_id = aws_vpc.main.default_route_table_id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}

resource "aws_default_network_acl" "main" {
  default_network_acl_id = aws_vpc.main.default_network_acl_id

  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "-1"
    from_port  = 0
    to_port    = 0
    cidr_block = "0.0.0.0/0"
  }

  egress {
    rule_no    = 100
    action     = "allow"
    protocol   = "-1"
    from_port  = 0
    to_port    = 0
    cidr_block = "0.0.0.0/0"
  }
}

resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_subnet" "main" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.1.0/24"
  map_public_ip_on_launch = true
}

resource "aws_instance" "plain" {
  ami           = "ami-0c7217cdde317cfec"
  instance_type = "t4g.micro"
  subnet_id     = aws_subnet.main.id
}

resource "aws_vpc" "locked" {
  cidr_block = "10.1.0.0/16"
}

resource "aws_default_route_table" "locked" {
  default_route_table_id = aws_vpc.locked.default_route_table_id
  route                  = []
}

resource "aws_default_network_acl" "locked" {
  default_network_acl_id = aws_vpc.locked.default_network_acl_id
}

resource "aws_default_security_group" "locked" {
  vpc_id = aws_vpc.locked.id
}

resource "aws_subnet" "locked" {
  vpc_id     = aws_vpc.locked.id
  cidr_block = "10.1.1.0/24"
}

resource "aws_instance" "locked" {
  ami           = "ami-0c7217cdde317cfec"
  instance_type = "t4g.micro"
  subnet_id     = aws_subnet.locked.id
}
