resource "aws_key_pair" "admin" {
  key_name   = "${var.name}-admin"
  public_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ3n1fWlXh0pVZbT2Uu0bq6xCqvQ1yq5z9fM1q7oWb1d admin@example.com"
}

resource "aws_security_group" "bastion" {
  name        = "${var.name}-bastion"
  description = "Bastion"
  vpc_id      = aws_vpc.main.id

  ingress {
    description = "SSH from the administrators"
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = var.admin_networks
  }

  egress {
    description = "Updates"
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["0.0.0.0/0"]
  }

  egress {
    description = "SSH to the instances"
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = aws_subnet.private[*].cidr_block
  }
}

resource "aws_instance" "bastion" {
  ami                         = var.ami
  instance_type               = "t3.micro"
  subnet_id                   = aws_subnet.public[0].id
  vpc_security_group_ids      = [aws_security_group.bastion.id]
  associate_public_ip_address = true
  key_name                    = aws_key_pair.admin.key_name
  tags                        = { Name = "${var.name}-bastion" }

  metadata_options {
    http_tokens = "required"
  }

  root_block_device {
    encrypted = true
  }
}
