# Public addresses that are resources of their own.
# Must be seen: admin-port-reachable-from-internet on by_association, by_address and by_interface, whose addresses
# come from aws_eip_association, aws_eip.instance and an aws_eip of their network interface. private has an elastic IP
# too, but its subnet has no route to the internet gateway: no path, and the route is the blocker.

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_subnet" "public" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}

resource "aws_subnet" "private" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.2.0/24"
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

resource "aws_security_group" "ssh" {
  name   = "ssh"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_instance" "by_association" {
  ami                         = "ami-0c7217cdde317cfec"
  instance_type               = "t4g.micro"
  subnet_id                   = aws_subnet.public.id
  vpc_security_group_ids      = [aws_security_group.ssh.id]
  associate_public_ip_address = false
}

resource "aws_eip" "by_association" {
  domain = "vpc"
}

resource "aws_eip_association" "by_association" {
  allocation_id = aws_eip.by_association.id
  instance_id   = aws_instance.by_association.id
}

resource "aws_instance" "by_address" {
  ami                         = "ami-0c7217cdde317cfec"
  instance_type               = "t4g.micro"
  subnet_id                   = aws_subnet.public.id
  vpc_security_group_ids      = [aws_security_group.ssh.id]
  associate_public_ip_address = false
}

resource "aws_eip" "by_address" {
  domain   = "vpc"
  instance = aws_instance.by_address.id
}

resource "aws_network_interface" "by_interface" {
  subnet_id       = aws_subnet.public.id
  security_groups = [aws_security_group.ssh.id]
}

resource "aws_instance" "by_interface" {
  ami           = "ami-0c7217cdde317cfec"
  instance_type = "t4g.micro"

  network_interface {
    device_index         = 0
    network_interface_id = aws_network_interface.by_interface.id
  }
}

resource "aws_eip" "by_interface" {
  domain            = "vpc"
  network_interface = aws_network_interface.by_interface.id
}

resource "aws_instance" "private" {
  ami                    = "ami-0c7217cdde317cfec"
  instance_type          = "t4g.micro"
  subnet_id              = aws_subnet.private.id
  vpc_security_group_ids = [aws_security_group.ssh.id]
}

resource "aws_eip" "private" {
  domain   = "vpc"
  instance = aws_instance.private.id
}
