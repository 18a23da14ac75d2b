# Resources that no model has, asked for by the names of the provider.
# Must be seen: the notebook `open` by a rule for `resource`; `closed` not; the token of the app is nowhere shown.
# The key of `closed` is known only after apply, and so is what a rule asks of it.

variable "token" {
  type      = string
  sensitive = true
  default   = "sesame-open-4711"
}
resource "aws_sagemaker_notebook_instance" "open" {
  name                   = "open"
  role_arn               = "arn:aws:iam::123456789012:role/notebook"
  instance_type          = "ml.t3.medium"
  direct_internet_access = "Enabled"
  volume_size            = 20
  tags                   = { Team = "data" }
}
resource "aws_sagemaker_notebook_instance" "closed" {
  name                   = "closed"
  role_arn               = "arn:aws:iam::123456789012:role/notebook"
  instance_type          = "ml.t3.medium"
  direct_internet_access = "Disabled"
  subnet_id              = "subnet-0a1b2c3d4e5f60718"
  security_groups        = ["sg-0a1b2c3d4e5f60718"]
  kms_key_id             = aws_kms_key.notebooks.arn
}
resource "aws_kms_key" "notebooks" {}
resource "aws_amplify_app" "site" {
  name         = "site"
  repository   = "https://example.com/site"
  oauth_token  = var.token
  environment_variables = { MODE = "live" }
  custom_rule {
    source = "/<*>"
    status = "404"
    target = "/index.html"
  }
}
