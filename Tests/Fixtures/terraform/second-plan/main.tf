# A second plan, against what before/ applied: an instance is moved, a group replaced under another name before the old
# one goes, a rule deleted, another one forgotten and so still there, a rule of one of its own replaced, a host added.

resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
resource "aws_internet_gateway" "g" { vpc_id = aws_vpc.v.id }
resource "aws_route_table" "r" {
  vpc_id = aws_vpc.v.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.g.id
  }
}
resource "aws_subnet" "s" {
  vpc_id = aws_vpc.v.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_route_table_association" "a" {
  subnet_id = aws_subnet.s.id
  route_table_id = aws_route_table.r.id
}
resource "aws_security_group" "web" {
  name = "web"
  vpc_id = aws_vpc.v.id
}
resource "aws_vpc_security_group_ingress_rule" "https" {
  security_group_id = aws_security_group.web.id
  ip_protocol = "tcp"
  from_port = 443
  to_port = 443
  cidr_ipv4 = "0.0.0.0/0"
}
resource "aws_instance" "renamed" {
  ami = "ami-12c6146b"
  instance_type = "t3.micro"
  subnet_id = aws_subnet.s.id
  vpc_security_group_ids = [aws_security_group.web.id]
  associate_public_ip_address = true
}
moved {
  from = aws_instance.old
  to = aws_instance.renamed
}
resource "aws_instance" "new" {
  ami = "ami-12c6146b"
  instance_type = "t3.micro"
  subnet_id = aws_subnet.s.id
  vpc_security_group_ids = [aws_security_group.web.id]
  associate_public_ip_address = true
}
check "x" {
  assert {
    condition = aws_instance.new.instance_type == "t3.micro"
    error_message = "no"
  }
}

removed {
  from = aws_vpc_security_group_ingress_rule.kept
  lifecycle { destroy = false }
}
resource "aws_security_group" "db" {
  name = "db2"
  description = "new"
  vpc_id = aws_vpc.v.id
  ingress {
    from_port = 5433
    to_port = 5433
    protocol = "tcp"
    security_groups = [aws_security_group.web.id]
  }
  lifecycle { create_before_destroy = true }
}
resource "aws_instance" "db" {
  ami = "ami-12c6146b"
  instance_type = "t3.micro"
  subnet_id = aws_subnet.s.id
  vpc_security_group_ids = [aws_security_group.db.id]
}
resource "aws_vpc_security_group_egress_rule" "web" {
  security_group_id = aws_security_group.web.id
  ip_protocol = "tcp"
  from_port = 5433
  to_port = 5433
  referenced_security_group_id = aws_security_group.db.id
}
