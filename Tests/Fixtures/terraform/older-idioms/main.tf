# As configurations are written that have grown old: a gateway attached apart, rules as a list of objects, a launch
# configuration without a name, a classic load balancer, an interface of its own with an elastic address.
# Must be seen: private-tier-in-public-subnet on the group. The instance is open to the office's prefix list on tcp/22
# alone, the group to the internet by the load balancer. Nothing about who may reach what is undecided.

resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
resource "aws_internet_gateway" "i" {}
resource "aws_internet_gateway_attachment" "a" {
  internet_gateway_id = aws_internet_gateway.i.id
  vpc_id              = aws_vpc.v.id
}
resource "aws_subnet" "s" {
  count      = 2
  vpc_id     = aws_vpc.v.id
  cidr_block = "10.0.${count.index}.0/24"
}
resource "aws_route" "main" {
  route_table_id         = aws_vpc.v.main_route_table_id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.i.id
}
resource "aws_ec2_managed_prefix_list" "office" {
  name           = "office"
  address_family = "IPv4"
  max_entries    = 5
  entry {
    cidr = "52.94.76.0/24"
  }
  dynamic "entry" {
    for_each = ["18.196.0.0/24"]
    content {
      cidr = entry.value
    }
  }
}
resource "aws_security_group" "web" {
  vpc_id = aws_vpc.v.id
  ingress = [
    {
      description      = "office"
      from_port        = 22
      to_port          = 22
      protocol         = "tcp"
      cidr_blocks      = []
      ipv6_cidr_blocks = []
      prefix_list_ids  = [aws_ec2_managed_prefix_list.office.id]
      security_groups  = []
      self             = false
    },
    {
      description      = "elb"
      from_port        = 8080
      to_port          = 8080
      protocol         = "tcp"
      cidr_blocks      = []
      ipv6_cidr_blocks = []
      prefix_list_ids  = []
      security_groups  = [aws_security_group.elb.id]
      self             = false
    },
  ]
  egress = []
}
resource "aws_security_group" "elb" {
  vpc_id = aws_vpc.v.id
  ingress {
    from_port   = "80"
    to_port     = "80"
    protocol    = "TCP"
    cidr_blocks = ["0.0.0.0/0"]
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "all"
    cidr_blocks = ["10.0.0.0/16"]
  }
}
resource "aws_network_interface" "eni" {
  subnet_id       = aws_subnet.s[0].id
  security_groups = [aws_security_group.web.id]
  private_ips     = ["10.0.0.50"]
}
resource "aws_instance" "web" {
  ami           = "ami-12345678"
  instance_type = "t3.micro"
  network_interface {
    network_interface_id = aws_network_interface.eni.id
    device_index         = 0
  }
}
resource "aws_eip" "web" {
  network_interface = aws_network_interface.eni.id
}
resource "aws_launch_configuration" "lc" {
  image_id                    = "ami-12345678"
  instance_type               = "t3.micro"
  security_groups             = [aws_security_group.web.id]
  associate_public_ip_address = false
}
resource "aws_autoscaling_group" "asg" {
  min_size             = 1
  max_size             = 2
  launch_configuration = aws_launch_configuration.lc.name
  vpc_zone_identifier  = aws_subnet.s[*].id
  load_balancers       = [aws_elb.elb.name]
}
resource "aws_elb" "elb" {
  name            = "elb"
  subnets         = aws_subnet.s[*].id
  security_groups = [aws_security_group.elb.id]
  listener {
    instance_port     = 8080
    instance_protocol = "http"
    lb_port           = 80
    lb_protocol       = "http"
  }
}
