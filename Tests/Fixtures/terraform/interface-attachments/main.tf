# Groups and instances that network interfaces get by attachments, and rules of a whole account or VPC.
# Must be seen: aws_instance.attached takes SSH from the internet by a group that only an attachment gives it:
# admin-port-reachable-from-internet. Must be left alone by that rule: aws_instance.plain, and aws_instance.second, whose
# attached group admits the VPC only. Block public access is on, and leaves aws_vpc.main alone.

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_vpc" "other" {
  cidr_block = "10.1.0.0/16"
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_subnet" "public" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.1.0/24"
  map_public_ip_on_launch = true
}

resource "aws_subnet" "other" {
  vpc_id     = aws_vpc.other.id
  cidr_block = "10.1.1.0/24"
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

resource "aws_security_group" "inside" {
  name   = "inside"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = [aws_vpc.main.cidr_block]
  }
}

resource "aws_vpc_security_group_vpc_association" "inside" {
  security_group_id = aws_security_group.inside.id
  vpc_id            = aws_vpc.other.id
}

resource "aws_instance" "attached" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.micro"
  subnet_id     = aws_subnet.public.id
}

resource "aws_network_interface_sg_attachment" "ssh" {
  security_group_id    = aws_security_group.ssh.id
  network_interface_id = aws_instance.attached.primary_network_interface_id
}

resource "aws_instance" "plain" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.public.id
  vpc_security_group_ids = [aws_security_group.inside.id]
  private_ip             = "10.0.1.10"
  secondary_private_ips  = ["10.0.1.11"]
}

resource "aws_launch_template" "second" {
  vpc_security_group_ids = [aws_security_group.inside.id]
}

resource "aws_instance" "second" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.micro"
  subnet_id     = aws_subnet.public.id

  launch_template {
    id = aws_launch_template.second.id
  }
}

resource "aws_network_interface_sg_attachment" "second" {
  security_group_id    = aws_security_group.inside.id
  network_interface_id = aws_instance.second.primary_network_interface_id
}

resource "aws_network_interface" "second" {
  subnet_id   = aws_subnet.public.id
  private_ips = ["10.0.1.20"]
}

resource "aws_network_interface_sg_attachment" "interface" {
  security_group_id    = aws_security_group.inside.id
  network_interface_id = aws_network_interface.second.id
}

resource "aws_network_interface_attachment" "second" {
  instance_id          = aws_instance.second.id
  network_interface_id = aws_network_interface.second.id
  device_index         = 1
}

resource "aws_vpc_block_public_access_options" "main" {
  internet_gateway_block_mode = "block-ingress"
}

resource "aws_vpc_block_public_access_exclusion" "vpc" {
  vpc_id                          = aws_vpc.main.id
  internet_gateway_exclusion_mode = "allow-bidirectional"
}

resource "aws_vpc_block_public_access_exclusion" "subnet" {
  subnet_id                       = aws_subnet.other.id
  internet_gateway_exclusion_mode = "allow-egress"
}
