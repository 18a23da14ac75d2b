variable "region" {
  type    = string
  default = "eu-central-1"
}

variable "availability_zones" {
  type    = list(string)
  default = ["eu-central-1a", "eu-central-1b"]
}

variable "account_id" {
  description = "Account that the stack is deployed to."
  type        = string
  default     = "111122223333"
}

variable "name" {
  type    = string
  default = "media-api"
}

variable "app_port" {
  type    = number
  default = 8000
}

variable "ami" {
  description = "Amazon Linux with Docker."
  type        = string
  default     = "ami-0a1b2c3d4e5f60718"
}

variable "image" {
  type    = string
  default = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/media-api:2.0.1"
}

variable "media_bucket" {
  type    = string
  default = "media-api-objects-111122223333"
}

variable "logs_bucket" {
  type    = string
  default = "media-api-logs-111122223333"
}
