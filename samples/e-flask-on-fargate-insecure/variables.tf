variable "region" {
  type    = string
  default = "eu-north-1"
}

variable "availability_zones" {
  type    = list(string)
  default = ["eu-north-1a", "eu-north-1b"]
}

variable "account_id" {
  description = "Account that the stack is deployed to."
  type        = string
  default     = "111122223333"
}

variable "name" {
  type    = string
  default = "flask"
}

variable "vpc_cidr" {
  type    = string
  default = "10.50.0.0/16"
}

variable "app_port" {
  type    = number
  default = 8000
}

variable "image" {
  type    = string
  default = "111122223333.dkr.ecr.eu-north-1.amazonaws.com/flask:1.9.0"
}

variable "certificate_arn" {
  type    = string
  default = "arn:aws:acm:eu-north-1:111122223333:certificate/0b2e8ac5-7c9f-4b7e-9d6e-3f4f5a6b7c8d"
}

variable "bastion_ami" {
  description = "Amazon Linux with a PostgreSQL client."
  type        = string
  default     = "ami-0f1e2d3c4b5a69788"
}

variable "database_password" {
  description = "Generated for each environment. Neither plan nor state keep it."
  type        = string
  sensitive   = true
  ephemeral   = true
}

variable "logs_bucket" {
  type    = string
  default = "flask-logs-111122223333"
}
