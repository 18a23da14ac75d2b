# What an instance runs is a hash in a plan; the configuration has the text.
resource "aws_instance" "worker" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.micro"
  user_data     = <<-SCRIPT
    #!/bin/sh
    export PGPASSWORD=s3cretValue99
    exec /opt/worker
  SCRIPT
}

resource "aws_instance" "web" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.micro"
  user_data     = "#!/bin/sh\nexec /opt/web\n"
}
