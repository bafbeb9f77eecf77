"""One file per verb. Performers are strangers to one another; each says where the call goes next."""
