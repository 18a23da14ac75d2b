# Hosts with several interfaces and addresses, each with groups, a subnet and public addresses of its own.
resource "aws_vpc" "main" { cidr_block = "10.150.0.0/16" }
resource "aws_internet_gateway" "main" { vpc_id = aws_vpc.main.id }
resource "aws_subnet" "public" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.150.0.0/24"
}
resource "aws_subnet" "private" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.150.1.0/24"
}
resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}
resource "aws_route_table_association" "public" {
  subnet_id      = aws_subnet.public.id
  route_table_id = aws_route_table.public.id
}
resource "aws_security_group" "web" {
  name   = "web"
  vpc_id = aws_vpc.main.id
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["0.0.0.0/0"]
  }
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_security_group" "admin" {
  name   = "admin"
  vpc_id = aws_vpc.main.id
  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_security_group" "db" {
  name   = "db"
  vpc_id = aws_vpc.main.id
  ingress {
    protocol    = "tcp"
    from_port   = 5432
    to_port     = 5432
    cidr_blocks = ["10.150.0.20/32"]
  }
  ingress {
    protocol        = "tcp"
    from_port       = 5433
    to_port         = 5433
    security_groups = [aws_security_group.admin.id]
  }
}
# The first interface faces the world on its second address; the other is for administration, in a private subnet.
resource "aws_network_interface" "front" {
  subnet_id       = aws_subnet.public.id
  private_ips     = ["10.150.0.20", "10.150.0.21"]
  security_groups = [aws_security_group.web.id]
}
resource "aws_network_interface" "back" {
  subnet_id       = aws_subnet.private.id
  private_ips     = ["10.150.1.20"]
  security_groups = [aws_security_group.admin.id]
}
resource "aws_eip" "front" { domain = "vpc" }
resource "aws_eip_association" "front" {
  allocation_id        = aws_eip.front.id
  network_interface_id = aws_network_interface.front.id
  private_ip_address   = "10.150.0.21"
}
resource "aws_instance" "dual" {
  ami           = "ami-0abcdef1234567890"
  instance_type = "t3.small"
  network_interface {
    device_index         = 0
    network_interface_id = aws_network_interface.front.id
  }
  network_interface {
    device_index         = 1
    network_interface_id = aws_network_interface.back.id
  }
}
# The same with the second one attached by itself, and a public address that is of no use in a private subnet.
resource "aws_instance" "late" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.public.id
  vpc_security_group_ids = [aws_security_group.admin.id]
}
resource "aws_network_interface" "late" {
  subnet_id       = aws_subnet.private.id
  security_groups = [aws_security_group.web.id]
}
resource "aws_network_interface_attachment" "late" {
  instance_id          = aws_instance.late.id
  network_interface_id = aws_network_interface.late.id
  device_index         = 1
}
resource "aws_eip" "late" {
  domain            = "vpc"
  network_interface = aws_network_interface.late.id
}
resource "aws_instance" "db" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.private.id
  vpc_security_group_ids = [aws_security_group.db.id]
}
# A group attached to an interface from outside, and an interface that nothing uses.
resource "aws_instance" "extra" {
  ami                         = "ami-0abcdef1234567890"
  instance_type               = "t3.small"
  subnet_id                   = aws_subnet.public.id
  associate_public_ip_address = true
  vpc_security_group_ids      = [aws_security_group.web.id]
}
resource "aws_network_interface_sg_attachment" "extra" {
  security_group_id    = aws_security_group.admin.id
  network_interface_id = aws_instance.extra.primary_network_interface_id
}
resource "aws_network_interface" "idle" {
  subnet_id       = aws_subnet.public.id
  security_groups = [aws_security_group.web.id]
}
# Two interfaces of which one has a place that is not known: which block has which, a plan does not say.
resource "terraform_data" "place" { input = 1 }
resource "aws_network_interface" "pair" {
  for_each        = { front = aws_subnet.public.id, back = aws_subnet.private.id }
  subnet_id       = each.value
  security_groups = [aws_security_group.web.id]
}
resource "aws_eip" "pair" { domain = "vpc" }
resource "aws_eip_association" "pair" {
  allocation_id        = aws_eip.pair.id
  network_interface_id = aws_network_interface.pair["front"].id
}
resource "aws_instance" "chosen" {
  ami           = "ami-0abcdef1234567890"
  instance_type = "t3.small"
  network_interface {
    device_index         = 0
    network_interface_id = aws_network_interface.pair["front"].id
  }
  network_interface {
    device_index         = terraform_data.place.output
    network_interface_id = aws_network_interface.pair["back"].id
  }
}
